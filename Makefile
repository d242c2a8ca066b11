# `make run` sets everything up and opens the dashboard; `make test` sets everything up and passes the tests.
# Everything is kept in .venv; nothing outside this folder is touched, but for Debian's chromium package (see below).

PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run dev test check lint types tests bench pins chromium nginx clean

run: .venv/installed
	$(BIN)/streamlit run dashboard.py

dev: .venv/installed
	$(BIN)/streamlit run dashboard.py --server.fileWatcherType auto --server.runOnSave true --client.showErrorDetails full

test: lint types check tests

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	cd components/browser && ../../$(BIN)/biome check --error-on-warnings .

types: .venv/installed-dev
	$(BIN)/mypy

check: .venv/installed
	$(BIN)/python -m negotiation check --style

tests: .venv/installed-dev chromium nginx
	$(BIN)/pytest

bench: .venv/installed-dev chromium
	$(BIN)/python -m tests.bench

# exact versions with hashes, for users (requirements.txt) and for contributors (requirements-dev.txt)
pins: .venv/installed
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	echo uv | $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header - -o requirements-uv.txt

clean:
	rm -rf .venv

.venv/uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-uv.txt
	@touch $@

.venv/installed: .venv/uv requirements.txt
	$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-dev.txt
	@touch $@

# the browser tests drive the machine's own Chromium or Chrome
chromium:
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
	else \
		echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium), then run make again."; exit 1; \
	fi

# a test ends one of two copies behind nginx: the machine's own, or the program alone out of Debian's package, which
# installs nothing and starts nothing
nginx:
	@PATH="$$PATH:/usr/sbin:$(CURDIR)/.venv/nginx/usr/sbin"; command -v nginx >/dev/null && exit 0; \
	if command -v apt-get >/dev/null && command -v dpkg >/dev/null; then \
		rm -rf .venv/nginx && mkdir -p .venv/nginx && cd .venv/nginx && \
		{ [ "$$(id -u)" != 0 ] || apt-get update -qq; } && apt-get download -qq -o APT::Sandbox::User=root nginx && dpkg -x nginx_*.deb . && \
		./usr/sbin/nginx -v 2>/dev/null && exit 0; \
	fi; \
	echo "A test needs nginx: install it (Debian: sudo apt-get install nginx), then run make again."; exit 1
