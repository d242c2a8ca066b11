// Class mode: one issue at a time in large type, questions for the class beside it, and a forecast that students write
// before they see what came next. What they write stays in their browser.

import { count, iso, next, words } from "./days.js";

const READABLE = 900; // px: as wide the board seems at most, so that the last row can read it
const MOST_SHOWN = 4; // statements of a side beside a forecast
const OWN = ["wants", "gives", "describes"]; // frames that hold a side's own word

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

  // the first of the chosen issues is the one on screen; of one alone, all others are next to it
  const agenda = () => (view.issues.length > 1 ? order.filter((id) => view.issues.includes(id)) : order);
  const current = () => view.issues[0] ?? order[0];

  const step = (by) => {
    const ids = agenda();
    const to = ids[ids.indexOf(current()) + by];
    if (to === undefined) return;
    board.change(() => {
      view.issues = [to, ...(view.issues.length > 1 ? view.issues.filter((id) => id !== to) : [])];
    });
    root.scrollIntoView();
  };

  const eventBy = (by) => {
    const day = by > 0 ? next(eventDays, view.day) : eventDays.findLast((one) => one < view.day);
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

  /** What a side itself said between two days, on the issues of the lesson. */
  const since = (party, from, to) => {
    const ids = new Map(); // to the issue it is shown under
    for (const frame of OWN)
      for (const [issue, who, where, cell] of record.cells)
        if (who === party && where === frame && agenda().includes(issue))
          for (const id of cell) {
            const said = record.statements[id];
            if (said.since > from && said.since <= to && board.passes(id) && !ids.has(id)) ids.set(id, issue);
          }
    return [...ids];
  };

  /** The next event by which either side has said something new. */
  const nextWord = (day) =>
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
    forecast.event = nextWord(forecast.day);
    board.move(forecast.event.day);
    draw();
    root.scrollIntoView();
  };

  const button = (text, does) => {
    const made = element("button", text);
    made.type = "button";
    made.addEventListener("click", does);
    return made;
  };

  const draftKey = (party) =>
    `forecast ${window.negotiationView?.negotiation ?? ""} ${iso(forecast.day)} ${party}`;

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
    for (const [id, issue] of ids.slice(0, MOST_SHOWN)) {
      made.append(element("p", titles.get(issue), "about"), board.card(id, view.day));
    }
    if (ids.length > MOST_SHOWN) made.append(element("p", `and ${ids.length - MOST_SHOWN} more`, "empty"));
    if (!ids.length) made.append(element("p", "Nothing new on record by then", "empty"));
    return made;
  };

  const drawForecast = () => {
    const place = $(".forecast");
    const drawn = forecast ? `${forecast.day} ${forecast.event?.day}` : "";
    if (place.dataset.drawn === drawn) return; // somebody may be writing in it
    place.dataset.drawn = drawn;
    place.hidden = !forecast;
    if (!forecast) return place.replaceChildren();
    const sides = element("div", undefined, "board columns");
    sides.append(...record.main.map(side));
    const { event } = forecast;
    const buttons = element("p", undefined, "buttons");
    if (event) {
      const when = `${words(event.day)}, ${count(event.day - forecast.day, "day")} after ${words(forecast.day)}`;
      place.replaceChildren(element("h2", event.title), element("p", when), sides, buttons);
      buttons.append(button("Go on from here", end));
      return;
    }
    const says = nextWord(forecast.day)
      ? "Write before you look. What you write stays in this browser."
      : "There is nothing later here to compare a forecast with.";
    place.replaceChildren(element("h2", "What comes next?"), element("p", says), sides, buttons);
    if (nextWord(forecast.day)) buttons.append(button("Show what happened", reveal));
    buttons.append(button("Back to the board", end));
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
    $(".lesson .asks").disabled = !asked.length;
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
    const ids = agenda();
    const at = ids.indexOf(current());
    $(".lesson").hidden = !view.lesson;
    $(".lesson .at").textContent = `${at + 1} of ${ids.length}`;
    $(".lesson [data-step='-1']").disabled = at <= 0;
    $(".lesson [data-step='1']").disabled = at >= ids.length - 1;
    $(".lesson [data-event='-1']").disabled = !(view.day > eventDays[0]);
    $(".lesson [data-event='1']").disabled = next(eventDays, view.day) === undefined;
    $(".lesson .predict").setAttribute("aria-pressed", String(forecast !== null));
    drawQuestions();
    drawForecast();
  };

  const does = {
    ArrowRight: () => step(1),
    ArrowLeft: () => step(-1),
    PageDown: () => step(1),
    PageUp: () => step(-1),
    e: () => eventBy(1),
    E: () => eventBy(-1),
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
    if (typing ? event.key !== "Escape" : !does[event.key]) return;
    if (forecast && (event.key.startsWith("Arrow") || event.key.startsWith("Page"))) return;
    event.preventDefault();
    if (typing) typing.blur();
    else does[event.key]();
  };

  for (const [selector, key] of [
    [".asks", "q"],
    [".predict", "p"],
    [".whole-screen", "f"],
  ])
    $(`.lesson ${selector}`).addEventListener("click", does[key]);
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
