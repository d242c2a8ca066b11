// Class mode: one issue at a time in large type, questions for the class beside it, and a forecast that students write
// before they see what came next. What they write stays in their browser.

import { count, iso, next, previous, words } from "./days.js";

const READABLE = 900; // px: as wide the board seems at most, so that the last row can read it
const MOST_SHOWN = 4; // statements of a side beside a forecast
const MOVES = ["wants", "gives"]; // frames in which a side moves; describing things is none
const SCREENFUL = 0.85; // how much of the screen a page key scrolls
const LINE = 90; // px that an arrow scrolls

const element = (name, text, classes) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (classes) made.className = classes;
  return made;
};

/** Words a student wrote, kept for this tab; a browser that forbids it keeps them on screen only. */
const drafts = {
  read: (key) => {
    try {
      return sessionStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  },
  write: (key, text) => {
    try {
      sessionStorage.setItem(key, text);
    } catch {
      // it stays in the text field
    }
  },
};

/**
 * `board` lends what the live board knows: `view`, `move(day)`, `change(what)`, `card(id, day)` (a fresh card),
 * `passes(id)` and `latestEvent(day)`.
 */
export const classMode = (root, record, board) => {
  const { view } = board;
  const $ = (selector) => root.querySelector(selector);
  const order = record.issues.map((issue) => issue.id);
  const titles = new Map(record.issues.map((issue) => [issue.id, issue.title]));
  const eventDays = record.events.map((event) => event.day);
  let forecast = null; // the day it is made on, and the event it is compared with once that is shown
  let questions = true; // whether they are wanted

  // The first of the chosen issues is on screen, the others follow it in turn. If there is but one, all the others
  // are next to it, from the first to the last.
  const chosen = () => view.issues.length > 1;
  const current = () => view.issues[0] ?? order[0];
  const neighbour = (by) => {
    if (chosen()) return view.issues.at(by);
    return order[order.indexOf(current()) + by];
  };

  const step = (by) => {
    const to = neighbour(by);
    if (to === undefined || forecast) return;
    board.change(() => {
      const from = view.issues.indexOf(to);
      view.issues = chosen() ? [...view.issues.slice(from), ...view.issues.slice(0, from)] : [to];
    });
    scroller().scrollTo(0, 0);
  };

  /** What scrolls: an element of Streamlit's, or the page. */
  const scroller = () => {
    let place = root.parentElement;
    while (place && !/auto|scroll/.test(getComputedStyle(place).overflowY)) place = place.parentElement;
    return place ?? document.scrollingElement;
  };

  /** Scrolls by so many screens or pixels; false if there is nothing more that way. */
  const scroll = (by) => {
    const place = scroller();
    const before = place.scrollTop;
    place.scrollBy(0, Math.abs(by) < 2 ? by * place.clientHeight : by);
    return Math.abs(place.scrollTop - before) > 2;
  };

  const eventBy = (by) => {
    if (forecast) return; // it would be told before it is compared
    const day = by > 0 ? next(eventDays, view.day) : previous(eventDays, view.day);
    if (day !== undefined) board.move(day);
  };

  const enter = (on) => {
    forecast = null;
    board.change(() => {
      view.lesson = on;
    });
    if (!on && document.fullscreenElement) document.exitFullscreen();
  };

  const fullScreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  };

  // --- the forecast -------------------------------------------------------------------------------------------

  /** What a side itself asked, refused or gave on the issue between two days, the newest first. */
  const since = (party, from, to) =>
    MOVES.flatMap((frame) =>
      (
        record.cells.find(
          ([issue, who, where]) => issue === current() && who === party && where === frame,
        )?.[3] ?? []
      ).filter((id) => {
        const said = record.statements[id];
        return said.since > from && said.since <= to && board.passes(id);
      }),
    );

  /** The next event by which either side has moved on the issue. */
  const nextMove = (day) =>
    record.events.find(
      (event) => event.day > day && record.main.some(({ id }) => since(id, day, event.day).length),
    );

  const begin = () => {
    forecast = { day: view.day, event: null };
    draw();
    $(".forecast textarea")?.focus();
  };

  const end = () => {
    forecast = null;
    draw();
  };

  const reveal = () => {
    forecast.event = nextMove(forecast.day);
    board.move(forecast.event.day);
    draw();
    scroller().scrollTo(0, 0);
    $(".forecast h2").focus();
  };

  const button = (text, does) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", does);
    return made;
  };

  const draftKey = (party) =>
    `forecast ${window.negotiationView?.negotiation ?? ""} ${iso(forecast.day)} ${current()} ${party}`;

  const side = (party, n) => {
    const made = element("div", undefined, "side");
    made.style = record.colours[n];
    made.append(element("h3", party.name));
    if (!forecast.event) {
      const label = element("label", "What will it say or do next?");
      const field = element("textarea");
      field.rows = 5;
      field.maxLength = 1000;
      field.setAttribute("aria-label", `${party.name}: what will it say or do next?`);
      field.value = drafts.read(draftKey(party.id));
      field.addEventListener("input", () => drafts.write(draftKey(party.id), field.value));
      label.append(field);
      made.append(label);
      return made;
    }
    made.append(element("h4", "Your forecast"));
    const guess = drafts.read(draftKey(party.id)).trim();
    made.append(element("p", guess || "Nothing was written", guess ? "guess" : "empty"));
    made.append(element("h4", "What it said or did"));
    const ids = since(party.id, forecast.day, forecast.event.day);
    made.append(...ids.slice(0, MOST_SHOWN).map((id) => board.card(id, view.day)));
    if (ids.length > MOST_SHOWN) made.append(element("p", `and ${ids.length - MOST_SHOWN} more`, "empty"));
    if (!ids.length) made.append(element("p", "Nothing new on this issue by then", "empty"));
    return made;
  };

  const drawForecast = () => {
    const place = $(".forecast");
    const drawn = forecast ? `${forecast.day} ${forecast.event?.day}` : "";
    if (place.dataset.drawn === drawn) return; // somebody may be writing in it
    place.dataset.drawn = drawn;
    place.hidden = !forecast;
    if (!forecast) return place.replaceChildren();
    const { event, day } = forecast;
    const title = element("h2", event ? event.title : `What comes next? ${titles.get(current())}`);
    title.tabIndex = -1;
    const buttons = element("p", undefined, "buttons");
    const parts = [title];
    if (event) {
      const when = `${words(event.day)}, ${count(event.day - day, "day")} after ${words(day)}`;
      parts.push(element("p", `${titles.get(current())} · ${when}`));
      buttons.append(button("Go on from here", end));
    } else if (nextMove(day)) {
      parts.push(element("p", "Write before you look. What you write stays in this browser."));
      buttons.append(button("Show what happened", reveal), button("Back to the board", end));
    } else {
      parts.push(element("p", "On this issue, nothing later is here to compare a forecast with."));
      buttons.append(button("Back to the board", end));
    }
    if (event || nextMove(day)) {
      const sides = element("div", undefined, "board columns");
      sides.append(...record.main.map(side));
      parts.push(sides);
    }
    place.replaceChildren(...parts, buttons);
  };

  // --- the questions and the line below -----------------------------------------------------------------------

  const drawQuestions = () => {
    const day = board.latestEvent(view.day)?.day;
    const asked = record.events.filter((event) => event.day === day && event.questions);
    const place = $(".questions");
    place.replaceChildren(
      ...asked.flatMap((event) => {
        const list = element("ol");
        list.append(...event.questions.map((text) => element("li", text)));
        return [element("h3", `To discuss: ${event.title}`), list];
      }),
    );
    place.hidden = !view.lesson || !questions || !asked.length;
    $(".lesson .asks").disabled = !asked.length || forecast !== null;
    $(".lesson .asks").setAttribute("aria-pressed", String(!place.hidden));
  };

  const enlarge = () => {
    const large = Math.min(Math.max(root.clientWidth / READABLE, 1), 3);
    root.style.setProperty("--large", large.toFixed(2));
  };

  const draw = () => {
    if (!view.lesson && !root.classList.contains("in-class")) return;
    root.classList.toggle("in-class", view.lesson);
    enlarge();
    root.classList.toggle("forecasting", view.lesson && forecast !== null);
    const busy = forecast !== null;
    $(".lesson").hidden = !view.lesson;
    $(".lesson .at").textContent = chosen()
      ? `${view.issues.length} issues`
      : `${order.indexOf(current()) + 1} of ${order.length}`;
    for (const by of [-1, 1]) {
      const day = by > 0 ? next(eventDays, view.day) : previous(eventDays, view.day);
      $(`.lesson [data-step='${by}']`).disabled = busy || neighbour(by) === undefined;
      $(`.lesson [data-event='${by}']`).disabled = busy || day === undefined;
    }
    $(".lesson .predict").setAttribute("aria-pressed", String(forecast !== null));
    drawQuestions();
    drawForecast();
  };

  const does = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowDown: () => scroll(LINE),
    ArrowUp: () => scroll(-LINE),
    // a presenter has only these two: what is below the screen comes first, then the next issue
    PageDown: () => scroll(SCREENFUL) || step(1),
    PageUp: () => scroll(-SCREENFUL) || step(-1),
    e: (shift) => eventBy(shift ? -1 : 1),
    q: () => {
      questions = !questions;
      draw();
    },
    p: () => (forecast ? end() : begin()),
    f: fullScreen,
    Escape: () => (forecast ? end() : enter(false)),
  };

  const pressed = (event) => {
    if (!view.lesson || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("textarea, input, select");
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (typing ? key !== "Escape" : !does[key]) return;
    event.preventDefault();
    if (typing) typing.blur();
    else does[key](event.shiftKey);
  };

  for (const [selector, key] of [
    [".asks", "q"],
    [".predict", "p"],
    [".whole-screen", "f"],
  ])
    $(`.lesson ${selector}`).addEventListener("click", () => does[key]());
  for (const by of [-1, 1]) {
    $(`.lesson [data-step='${by}']`).addEventListener("click", () => step(by));
    $(`.lesson [data-event='${by}']`).addEventListener("click", () => eventBy(by));
  }
  $(".lesson .leave").addEventListener("click", () => enter(false));
  $(".to-class").addEventListener("click", () => enter(true));
  document.addEventListener("keydown", pressed);
  window.addEventListener("resize", enlarge);

  return {
    draw,
    /** The issues the board shows. */
    onScreen: () => (view.lesson ? [current()] : null),
    /** Another view came from outside: a forecast made on another day is over. */
    follow: () => {
      forecast = null;
    },
    close: () => {
      document.removeEventListener("keydown", pressed);
      window.removeEventListener("resize", enlarge);
    },
  };
};
