// The live board: shows the cards whose days hold the date. What stands when is decided by the server; here it is
// only looked up. One `Board` object a mount; Streamlit calls the default export again when data or theme change.

import { classMode } from "./class_mode.js";
import {
  age,
  count,
  dayOf,
  iso,
  longWords,
  nearest,
  next,
  placeLabels,
  previous,
  since,
  stands,
  upTo,
  words,
} from "./days.js";

const ARRIVAL = 1; // the serial of the view with which a session of the server begins
const REST = 250; // ms without a move after which the server is told
const PHONE = 640; // px
const GUTTER = 48; // px at the left of the strip, for the names of the sides
const EDGE = 12; // px at its right
const NEAR = 7; // px within which a click means the event
const MEETING_WAITS = 2; // steps that play stays longer at a meeting
const MOST_TRACES = 3;
const SHAPES = {
  test: (x, y) => `M${x - 4} ${y + 4}h8l-4 -8z`,
  sanctions: (x, y) => `M${x - 3.5} ${y - 3.5}h7v7h-7z`,
  exercise: (x, y) => `M${x} ${y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`,
  other: (x, y) => `M${x} ${y - 4}v8`,
};

const unpack = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};

const boards = new WeakMap();

export default function mount(component) {
  const { parentElement, data, setStateValue } = component;
  let board = boards.get(parentElement);
  if (!board) {
    board = { tell: setStateValue };
    boards.set(parentElement, board);
    unpack(data)
      .then((record) => {
        board.close = open(parentElement.querySelector(".live"), record, (key, value) =>
          board.tell(key, value),
        );
        board.tell("ready", true);
      })
      .catch((error) => console.error("the live board could not start:", error));
  }
  board.tell = setStateValue;
  return () => {
    board.close?.();
    boards.delete(parentElement);
  };
}

function open(root, record, tell) {
  const $ = (selector) => root.querySelector(selector);
  const $$ = (selector) => [...root.querySelectorAll(selector)];
  const view = { day: record.start, other: null, issues: [], record: false, lesson: false };
  const state = {
    rest: record.start,
    period: null,
    dragging: false,
    serial: null,
    timer: 0,
    play: 0,
    frame: 0,
  };
  const eventDays = record.events.map((event) => event.day);
  const meetings = record.events.filter((event) => event.meeting);
  const issues = () => (view.issues.length ? view.issues : record.issues.map((issue) => issue.id));
  const statement = (id) => record.statements[id];
  const clamp = (day) => Math.max(record.start, Math.min(record.end, day));
  const latestEvent = (day) => record.events[upTo(eventDays, day) - 1];
  const changeDays = () =>
    [...new Set(issues().flatMap((issue) => record.changes[issue]))].sort((a, b) => a - b);

  $(".place").innerHTML = record.board;

  // --- the board ----------------------------------------------------------------------------------------------

  const cells = new Map(
    record.cells.map(([issue, party, frame, ids]) => [`${issue} ${party} ${frame}`, ids]),
  );
  const stacks = $$("[data-cell]").map((element) => ({
    element,
    issue: element.dataset.cell.split(" ")[0],
    party: element.dataset.cell.split(" ")[1],
    ids: cells.get(element.dataset.cell) ?? [],
    nodes: new Map(),
    empty: element.querySelector(".empty"),
    hiddenCount: element.querySelector(".hidden-count"),
    cards: element.querySelector(".cards"),
    older: element.querySelector("details.older"),
    whole: element.querySelector("details.whole"),
    traces: element.querySelector(".traces"),
    shown: [],
  }));
  for (const stack of stacks) {
    const fold = stack.older ?? stack.whole;
    fold.addEventListener("toggle", () => fillFold(stack));
  }
  const others = $$("details.others").map((element) => ({
    element,
    sides: [...element.querySelectorAll(".side")].map((side) => ({
      element: side,
      stacks: stacks.filter((stack) => side.contains(stack.element)),
    })),
  }));

  const node = (stack, id) => {
    let found = stack.nodes.get(id);
    if (!found) {
      const template = document.createElement("template");
      template.innerHTML = statement(id).html;
      found = template.content.querySelector("article");
      stack.nodes.set(id, found);
    }
    return found;
  };

  const dress = (card, day, mark) => {
    for (const span of card.querySelectorAll("[data-age]"))
      span.textContent = `, ${age(Number(span.dataset.age), day)}`;
    for (const part of card.querySelectorAll("[data-since]")) {
      const until = part.dataset.until;
      part.hidden = Number(part.dataset.since) > day || (until !== undefined && day >= Number(until));
    }
    if (card.dataset.mark !== (mark ?? "")) {
      card.dataset.mark = mark ?? "";
      card.querySelector(".mark")?.remove();
      if (mark) {
        const word = document.createElement("p");
        word.className = "mark";
        word.textContent = mark;
        card.prepend(word);
      }
    }
    return card;
  };

  const put = (parent, wanted) => {
    for (let n = 0; n < wanted.length; n++) {
      if (parent.childNodes[n] !== wanted[n]) parent.insertBefore(wanted[n], parent.childNodes[n] ?? null);
    }
    while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
  };

  const visible = (stack, day) => stack.ids.filter((id) => stands(statement(id), day));
  const passes = (id) => !view.record || statement(id).record;

  const fillFold = (stack) => {
    const fold = stack.older ?? stack.whole;
    const ids = stack.older ? stack.shown.slice(stack.heads) : stack.shown;
    const cards = fold.open ? ids.map((id) => dress(node(stack, id), view.day, stack.marks?.get(id))) : [];
    put(fold.lastElementChild, cards);
    fold.dataset.ids = ids.join(" ");
  };

  /** Shows ids in a stack: the first `heads` in full, the others folded. */
  const fill = (stack, ids, heads, marks) => {
    stack.shown = ids;
    stack.heads = stack.older ? Math.min(heads, ids.length) : 0;
    stack.marks = marks;
    if (stack.cards)
      put(
        stack.cards,
        ids.slice(0, stack.heads).map((id) => dress(node(stack, id), view.day, marks?.get(id))),
      );
    const fold = stack.older ?? stack.whole;
    const folded = ids.length - stack.heads;
    fold.hidden = folded === 0;
    if (stack.older && folded)
      fold.firstElementChild.textContent =
        view.other === null ? `${folded} earlier, still standing` : `${folded} on both dates`;
    if (stack.whole && folded) {
      const fresh = marks?.get(ids[0]) ?? "";
      fold.querySelector(".first").textContent =
        `${fresh ? `${fresh}: ` : ""}${node(stack, ids[0]).querySelector(".summary").textContent}`;
    }
    fillFold(stack);
  };

  const ending = (id) => (statement(id).by.length ? "replaced" : "withdrawn");

  const trace = (stack, ids, day) => {
    const lines = ids.slice(0, MOST_TRACES).map((id) => {
      const line = document.createElement("p");
      const { since: begun, until } = statement(id);
      const what = day < begun ? `not yet said on ${words(day)}` : `${ending(id)} ${words(until)}`;
      line.className = "trace";
      line.textContent = `${what}: ${node(stack, id).querySelector(".summary").textContent}`;
      return line;
    });
    if (ids.length > MOST_TRACES) {
      lines.push(document.createElement("p"));
      lines.at(-1).className = "trace";
      lines.at(-1).textContent = `and ${ids.length - MOST_TRACES} more`;
    }
    put(stack.traces, lines);
  };

  const changes = new Map(); // party to the statements that came or went since the last stop

  const drawAsOf = (stack) => {
    const all = visible(stack, view.day);
    const ids = all.filter(passes);
    const drawn = `${state.rest} ${all.length} ${ids.join(" ")}`;
    const tally = changes.get(stack.party) ?? changes.set(stack.party, new Set()).get(stack.party);
    if (state.dragging && stack.drawn === drawn) {
      // while the hand moves, only what differs is drawn; the ages follow when it rests
      for (const id of stack.changed) tally.add(id);
      return;
    }
    const before = new Set(visible(stack, state.rest).filter(passes));
    const now = new Set(ids);
    const word = view.day < state.rest ? "stood then" : "new";
    const marks = new Map(ids.filter((id) => !before.has(id)).map((id) => [id, word]));
    const gone = [...before].filter((id) => !now.has(id));
    const succeeded = (id) => statement(id).by.some((heir) => marks.has(heir));
    stack.drawn = drawn;
    stack.changed = [...marks.keys(), ...gone.filter((id) => !succeeded(id))];
    for (const id of stack.changed) tally.add(id);
    fill(stack, ids, 1, marks);
    trace(stack, gone, view.day);
    showEmpty(stack, ids.length === 0, all.length - ids.length);
  };

  const showEmpty = (stack, empty, hidden) => {
    if (!stack.empty) return;
    stack.empty.hidden = !empty || hidden > 0;
    stack.hiddenCount.hidden = !empty || hidden === 0;
    if (hidden)
      stack.hiddenCount.textContent = `Nothing on the record by this date; ${hidden} hidden that are not on the record`;
  };

  const groups = new Map(); // issue and party to their stacks
  for (const stack of stacks) {
    const key = `${stack.issue} ${stack.party}`;
    groups.set(key, [...(groups.get(key) ?? []), stack]);
  }

  /** Draws a party's stacks on an issue with what differs between the two dates, the old before what replaced it. */
  const drawCompare = (group, tally) => {
    const [early, late] = [Math.min(view.day, view.other), Math.max(view.day, view.other)];
    const on = (stack, day) => visible(stack, day).filter(passes);
    const had = new Set(group.flatMap((stack) => on(stack, early)));
    const has = new Set(group.flatMap((stack) => on(stack, late)));
    const stood = new Set(group.flatMap((stack) => visible(stack, late)));
    const marks = new Map();
    const gave = new Map(); // a statement to those whose place it took
    for (const id of had) {
      if (has.has(id)) continue;
      const heirs = nearest(
        id,
        (one) => statement(one)?.by,
        (one) => stood.has(one),
      );
      marks.set(id, heirs.length ? `replaced, stood on ${words(early)}` : `gone since ${words(early)}`);
      tally[heirs.length ? "replaced" : "gone"].add(id);
      for (const heir of heirs) gave.set(heir, [...(gave.get(heir) ?? []), id]);
    }
    for (const id of has) {
      if (had.has(id) && !gave.has(id)) continue;
      marks.set(id, gave.has(id) ? `instead, on ${words(late)}` : `new since ${words(early)}`);
      if (!gave.has(id)) tally.fresh.add(id);
    }
    for (const stack of group) {
      const [before, after] = [on(stack, early), on(stack, late)];
      const old = new Set(before.filter((id) => !has.has(id)));
      const differing = new Set();
      for (const id of after.filter((one) => !had.has(one) || gave.has(one))) {
        for (const given of gave.get(id) ?? []) if (old.has(given)) differing.add(given);
        differing.add(id);
      }
      for (const id of old) differing.add(id);
      const same = after.filter((id) => !differing.has(id));
      fill(stack, [...differing, ...same], differing.size, marks);
      trace(stack, [], view.day);
      showEmpty(stack, before.length + after.length === 0, 0);
      stack.drawn = "";
    }
  };

  const drawOthers = () => {
    for (const { element, sides } of others) {
      for (const side of sides) {
        for (const stack of side.stacks) stack.element.hidden = !stack.shown.length;
        side.element.hidden = side.stacks.every((stack) => stack.element.hidden);
      }
      const names = sides.filter((side) => !side.element.hidden).map((side) => side.element.dataset.name);
      element.hidden = names.length === 0;
      element.firstElementChild.textContent = `Others on this: ${names.join(", ")}`;
    }
  };

  const drawBoard = () => {
    const chosen = new Set(lesson.onScreen() ?? issues());
    for (const section of $$("section.issue")) section.hidden = !chosen.has(section.dataset.issue);
    changes.clear();
    const tallies = new Map();
    const comparing = view.other !== null;
    for (const [key, group] of groups) {
      const [issue, party] = key.split(" ");
      if (!chosen.has(issue)) continue;
      if (comparing) {
        const none = { fresh: new Set(), replaced: new Set(), gone: new Set() };
        drawCompare(group, tallies.get(party) ?? tallies.set(party, none).get(party));
      } else for (const stack of group) drawAsOf(stack);
    }
    if (!state.dragging) drawOthers();
    root.classList.toggle("comparing", comparing);
    if (comparing) {
      $(".counts").textContent = record.main
        .map(({ id, name }) => {
          const tally = tallies.get(id) ?? { fresh: new Set(), replaced: new Set(), gone: new Set() };
          return `${name}: ${tally.fresh.size} new, ${tally.replaced.size} replaced, ${tally.gone.size} gone`;
        })
        .join(" · ");
    }
  };

  // --- the strip ----------------------------------------------------------------------------------------------

  const strip = $(".strip");
  const picture = $(".picture");
  let width = 0;
  const span = () => state.period.end - state.period.start;
  const x = (day) => GUTTER + ((day - state.period.start) / span()) * (width - GUTTER - EDGE);
  const dayAt = (px) => Math.round(state.period.start + ((px - GUTTER) / (width - GUTTER - EDGE)) * span());

  const issuesOf = new Map(); // statement to its issues
  for (const [issue, , , ids] of record.cells)
    for (const id of ids) issuesOf.set(id, [...(issuesOf.get(id) ?? []), issue]);
  const about = (id) => !view.issues.length || issuesOf.get(id)?.some((issue) => view.issues.includes(issue));

  const drawStrip = () => {
    width = strip.clientWidth;
    if (!width) return;
    const rows = width < PHONE ? 1 : 3;
    const inside = (day) => day >= state.period.start && day <= state.period.end;
    const top = rows * 18 + 6;
    const axis = top + 14;
    const parts = [`<line class="axis" x1="${GUTTER}" x2="${width}" y1="${axis}" y2="${axis}"/>`];
    for (const year of years(state.period)) {
      parts.push(
        `<text class="year" x="${x(year) + 3}" y="${axis + 14}">${iso(year).slice(0, 4)}</text>`,
        `<line class="axis" x1="${x(year)}" x2="${x(year)}" y1="${axis}" y2="${axis + 14}"/>`,
      );
    }
    const shown = record.events.filter((event) => inside(event.day));
    for (const [kind, shape] of Object.entries(SHAPES)) {
      const own = shown.filter(
        (event) => !event.meeting && (event.kind in SHAPES ? event.kind : "other") === kind,
      );
      parts.push(
        `<path class="event ${kind}" d="${own.map((event) => shape(x(event.day), axis)).join("")}"/>`,
      );
    }
    const weight = (event) => (event.kind === "summit" ? 0 : 1);
    const met = shown.filter((event) => event.meeting).sort((a, b) => weight(a) - weight(b) || a.day - b.day);
    const labels = met.map((event) => ({ event, x: x(event.day), width: event.title.length * 6.4 + 4 }));
    const placed = placeLabels(labels, rows, width);
    let unnamed = 0;
    placed.forEach(({ row, left }, n) => {
      const { event } = labels[n];
      const at = row < 0 ? top : 18 * row + 14;
      parts.unshift(`<path class="meeting" d="M${x(event.day)} ${at + 2}V${axis}"/>`);
      parts.push(`<circle class="meeting" cx="${x(event.day)}" cy="${axis}" r="5.5"/>`);
      if (row < 0) unnamed++;
      else
        parts.push(
          `<text class="label" text-anchor="middle" x="${left + labels[n].width / 2}" y="${at - 2}">${escaped(event.title)}</text>`,
        );
    });
    record.main.forEach(({ id, short }, row) => {
      const y = axis + 22 + row * 16;
      const marks = Object.entries(record.statements)
        .filter(([one, said]) => said.party === id && inside(said.since) && passes(one) && about(one))
        .map(([, said]) => said);
      parts.push(
        `<text class="short" x="0" y="${y + 10}">${escaped(short)}</text>`,
        `<path class="voice" style="${record.colours[row]}" d="${marks.map((one) => `M${x(one.since)} ${y}v11`).join("")}"/>`,
      );
    });
    const height = axis + 22 + 2 * 16;
    $(".unnamed").textContent = unnamed ? `${count(unnamed, "more meeting")} not named` : "";
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("height", height);
    picture.innerHTML = parts.join("");
    strip.style.setProperty("--height", `${height}px`);
    drawHandles();
  };

  const years = ({ start, end }) => {
    const first = Number(iso(start).slice(0, 4));
    const all = Array.from({ length: Number(iso(end).slice(0, 4)) - first + 1 }, (_, n) =>
      dayOf(`${first + n}-01-01`),
    );
    const step = Math.ceil((all.length * 44) / width);
    return all.filter((day, n) => day >= start && n % step === 0);
  };

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const valueText = (day) => {
    const event = latestEvent(day);
    if (!event) return words(day);
    return event.day === day
      ? `${words(day)}, ${event.title}`
      : `${words(day)}, ${since(event.day, day)}: ${event.title}`;
  };

  const drawHandles = () => {
    for (const [handle, day] of [
      [$(".handle.to"), view.day],
      [$(".handle.from"), view.other],
    ]) {
      handle.hidden = day === null;
      if (day === null) continue;
      handle.style.transform = `translateX(${x(day)}px)`;
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", record.end - record.start);
      handle.setAttribute("aria-valuenow", day - record.start);
      handle.setAttribute("aria-valuetext", valueText(day));
    }
    $(".handle.to span").textContent = view.other === null ? "" : "B";
    $(".handle.to").setAttribute("aria-label", view.other === null ? "Date" : "Date B");
    $(".handle.from").setAttribute("aria-label", "Date A");
  };

  // --- moving -------------------------------------------------------------------------------------------------

  const show = () => {
    const outside = [view.day, view.other].some(
      (day) => day !== null && (day < state.period.start || day > state.period.end),
    );
    if (outside) zoom(periodOf(view.day, view.other));
    drawHandles();
    const event = latestEvent(view.day);
    $(".day").textContent =
      view.other === null ? longWords(view.day) : `A: ${words(view.other)} · B: ${words(view.day)}`;
    const after = event ? `${since(event.day, view.day)}: ${event.title}` : "before the first event";
    $(".after").textContent =
      view.other === null
        ? after[0].toUpperCase() + after.slice(1)
        : `${count(Math.abs(view.day - view.other), "day")} apart`;
    drawBoard();
    lesson.draw();
    const days = changeDays();
    const steps = stepsFrom(view.day, days);
    for (const button of $$("[data-go]")) button.disabled = steps[button.dataset.go] === undefined;
    if (document.activeElement !== $(".typed")) $(".typed").value = iso(view.day);
    $(".compare").hidden = view.other === null;
    for (const button of $$("[data-mode]")) {
      button.setAttribute("aria-pressed", (button.dataset.mode === "compare") === (view.other !== null));
    }
  };

  const stepsFrom = (day, days) => ({
    "previous-event": previous(eventDays, day),
    "next-event": next(eventDays, day),
    "previous-change": previous(days, day),
    "next-change": next(days, day),
  });

  const announce = () => {
    if (view.other !== null) {
      $(".said").textContent = $(".counts").textContent;
      return;
    }
    const parts = record.main.map(({ id, name }) => [name, changes.get(id)?.size ?? 0]);
    const total = [...changes.values()].reduce((sum, ids) => sum + ids.size, 0);
    parts.push(["others", total - parts.reduce((sum, [, number]) => sum + number, 0)]);
    const named = parts.filter(([, number]) => number).map(([name, number]) => `${name} ${number}`);
    $(".said").textContent =
      `${valueText(view.day)}: ${total ? count(total, "change") : "no change"}` +
      `${named.length ? `: ${named.join(", ")}` : ""}`;
  };

  const tellView = () => {
    clearTimeout(state.timer);
    tell("view", {
      date: iso(view.day),
      compare: view.other === null ? "" : iso(view.other),
      issues: view.issues.join(","),
      record: view.record ? "only" : "",
      mode: view.lesson ? "class" : "",
    });
  };

  const rest = () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      if (state.dragging) return;
      announce();
      state.resting = true;
      tellView();
    }, REST);
  };

  /** Moves a date; what stood at the last stop is what the marks "new" and the traces are measured from. */
  const move = (day, which = "day") => {
    const to = clamp(day);
    if (to === view[which]) return;
    if (state.resting) {
      state.rest = view.day;
      state.resting = false;
    }
    view[which] = to;
    if (!state.frame)
      state.frame = requestAnimationFrame(() => {
        state.frame = 0;
        show();
      });
    rest();
  };

  const periodOf = (...days) => {
    const holds = (period) => days.every((day) => day === null || (day >= period.start && day <= period.end));
    return record.periods.find(holds) ?? { title: "Everything", start: record.start, end: record.end };
  };

  const zoom = (period) => {
    state.period = period;
    for (const button of $$(".periods button")) {
      button.setAttribute(
        "aria-pressed",
        Number(button.dataset.start) === period.start && Number(button.dataset.end) === period.end,
      );
    }
    drawStrip();
  };

  const stop = () => {
    clearInterval(state.play);
    state.play = 0;
    $(".play").setAttribute("aria-pressed", "false");
    $(".play").textContent = "Play";
  };

  const play = () => {
    const [what, seconds] = $(".pace").value.split(" ");
    $(".play").setAttribute("aria-pressed", "true");
    $(".play").textContent = "Pause";
    const step = () => {
      if (state.waits > 0) {
        state.waits--;
        return;
      }
      const to = next(what === "event" ? eventDays : changeDays(), view.day);
      if (to === undefined) return stop();
      state.resting = true;
      move(to);
      if (meetings.some((meeting) => meeting.day === to)) state.waits = MEETING_WAITS;
    };
    state.play = setInterval(step, Number(seconds) * 1000);
    step();
  };

  const go = (name) => {
    const to = stepsFrom(view.day, changeDays())[name];
    if (to !== undefined) move(to);
  };

  const keys = {
    ArrowLeft: (day) => day - 1,
    ArrowDown: (day) => day - 1,
    ArrowRight: (day) => day + 1,
    ArrowUp: (day) => day + 1,
    PageUp: (day) => next(eventDays, day) ?? day,
    PageDown: (day) => previous(eventDays, day) ?? day,
    Home: () => state.period.start,
    End: () => state.period.end,
  };

  for (const [handle, which] of [
    [$(".handle.to"), "day"],
    [$(".handle.from"), "other"],
  ]) {
    handle.addEventListener("keydown", (event) => {
      const key = keys[event.key];
      if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      stop();
      move(key(view[which]), which);
    });
  }

  const hint = $(".hint");
  const pointed = (event) =>
    Math.max(GUTTER, Math.min(width - EDGE, event.clientX - strip.getBoundingClientRect().left));
  let held = null; // the date being moved
  let pressed = null; // where the pointer went down, and whether it has moved since

  const eventsNear = (event) => record.events.filter((one) => Math.abs(x(one.day) - pointed(event)) < NEAR);

  strip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    stop();
    const at = dayAt(pointed(event));
    pressed = { x: event.clientX, moved: false };
    held = event.target.closest(".handle.from") ? "other" : "day";
    if (
      held === "day" &&
      view.other !== null &&
      !event.target.closest(".handle.to") &&
      Math.abs(at - view.other) < Math.abs(at - view.day)
    )
      held = "other";
    strip.setPointerCapture(event.pointerId);
    state.dragging = true;
    root.classList.add("dragging");
    hint.hidden = true;
    if (!event.target.closest(".handle")) move(at, held);
    $(held === "day" ? ".handle.to" : ".handle.from").focus({ preventScroll: true });
    event.preventDefault();
  });
  strip.addEventListener("pointermove", (event) => {
    if (held) {
      pressed.moved ||= Math.abs(event.clientX - pressed.x) > 2;
      if (pressed.moved) move(dayAt(pointed(event)), held);
      return;
    }
    const near = eventsNear(event);
    hint.hidden = near.length === 0;
    if (near.length) {
      hint.textContent =
        near
          .slice(0, 3)
          .map((one) => `${words(one.day)}: ${one.title}`)
          .join("; ") + (near.length > 3 ? ` and ${near.length - 3} more` : "");
      hint.style.left = `${Math.min(pointed(event), width - hint.offsetWidth)}px`;
    }
  });
  const letGo = (event) => {
    if (!held) return;
    const [met] = pressed.moved
      ? []
      : eventsNear(event).sort((a, b) => Number(b.meeting) - Number(a.meeting));
    if (met) move(met.day, held);
    held = null;
    state.dragging = false;
    root.classList.remove("dragging");
    show();
    rest();
  };
  strip.addEventListener("pointerup", letGo);
  strip.addEventListener("pointercancel", letGo);
  strip.addEventListener("pointerleave", () => {
    if (!held) hint.hidden = true;
  });
  strip.addEventListener(
    "wheel",
    (event) => {
      if (!event.shiftKey && !event.altKey) return;
      event.preventDefault();
      stop();
      move(view.day + Math.sign(event.deltaY || event.deltaX));
    },
    { passive: false },
  );

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (!button.matches(".play")) stop();
    if (button.dataset.go) go(button.dataset.go);
    if (button.matches(".play")) state.play ? stop() : play();
    if (button.dataset.start) {
      zoom({ start: Number(button.dataset.start), end: Number(button.dataset.end) });
      move(Math.max(state.period.start, Math.min(state.period.end, view.day)));
      if (view.other !== null)
        move(Math.max(state.period.start, Math.min(state.period.end, view.other)), "other");
    }
    if (button.dataset.mode === "asof" && view.other !== null)
      change(() => {
        view.other = null;
      });
    if (button.dataset.mode === "compare" && view.other === null)
      change(() => {
        view.other = meetingBefore(view.day);
      });
    if (button.matches(".swap"))
      change(() => {
        [view.day, view.other] = [view.other, view.day];
      });
    if (button.matches(".meeting"))
      change(() => {
        view.other = meetingBefore(view.day);
      });
  });

  const meetingBefore = (day) =>
    previous(
      meetings.map((meeting) => meeting.day),
      day,
    ) ?? record.start;

  const change = (what, afresh = true) => {
    what();
    if (afresh) state.rest = view.day;
    drawStrip();
    show();
    rest();
  };

  $(".typed").addEventListener("change", () => {
    const day = dayOf($(".typed").value);
    stop();
    if (day >= record.start && day <= record.end) move(day); // a year half typed is out of reach
  });
  $(".record").addEventListener("change", () =>
    change(() => {
      view.record = $(".record").checked;
    }, false),
  );
  $(".pace").addEventListener("change", stop);

  $(".choices").innerHTML = record.issues
    .map(({ id, title }) => `<label><input type="checkbox" value="${id}"> ${escaped(title)}</label>`)
    .join("");
  const nameIssues = () => {
    for (const box of $$(".choices input")) box.checked = view.issues.includes(box.value);
    const titles = record.issues
      .filter((issue) => view.issues.includes(issue.id))
      .map((issue) => issue.title);
    $(".issues summary").textContent = titles.length ? titles.join(", ") : "All issues";
  };
  $(".choices").addEventListener("change", () =>
    change(() => {
      view.issues = $$(".choices input")
        .filter((box) => box.checked)
        .map((box) => box.value);
      if (view.issues.length === record.issues.length) view.issues = [];
      nameIssues();
    }, false),
  );
  const menu = $(".issues");
  const closeMenu = (event) => {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener("pointerdown", closeMenu);
  menu.addEventListener("keydown", closeMenu);
  const whole = { title: "Everything", start: record.start, end: record.end };
  $(".periods").innerHTML = (record.periods.length > 1 ? [...record.periods, whole] : [])
    .map(
      ({ title, start, end }) =>
        `<button type="button" data-start="${start}" data-end="${end}">${escaped(title)}</button>`,
    )
    .join("");
  $(".typed").min = iso(record.start);
  $(".typed").max = iso(record.end);

  // --- what the server says -----------------------------------------------------------------------------------

  const follow = () => {
    const asked = window.negotiationView;
    const last = state.serial;
    if (!asked || asked.serial === last) return;
    state.serial = asked.serial;
    if (last !== null && asked.serial === ARRIVAL) return; // a copy of the server that does not know our view yet
    stop();
    const day = dayOf(asked.date);
    const other = dayOf(asked.compare ?? "");
    view.day = clamp(Number.isNaN(day) ? record.start : day);
    view.other = Number.isNaN(other) ? null : clamp(other);
    view.issues = (asked.issues ?? "").split(",").filter((id) => id in record.changes);
    view.record = asked.record === "only";
    view.lesson = asked.mode === "class";
    lesson.follow();
    state.rest = view.day;
    state.resting = true;
    $(".record").checked = view.record;
    nameIssues();
    state.period ??= periodOf(view.day, view.other);
    show();
  };

  const card = (id, day) => {
    const template = document.createElement("template");
    template.innerHTML = statement(id).html;
    return dress(template.content.querySelector("article"), day);
  };
  const lesson = classMode(root, record, { view, move, change, card, passes, latestEvent });

  root.hidden = false;
  state.period = { start: record.start, end: record.end };
  follow();
  zoom(periodOf(view.day, view.other));
  window.addEventListener("negotiation-view", follow);
  const answer = (event) => {
    event.preventDefault();
    tellView();
  };
  window.addEventListener("negotiation-back", answer);
  const resized = new ResizeObserver(() => {
    if (strip.clientWidth !== width) drawStrip();
  });
  resized.observe(strip);
  return () => {
    stop();
    clearTimeout(state.timer);
    lesson.close();
    window.removeEventListener("negotiation-view", follow);
    window.removeEventListener("negotiation-back", answer);
    document.removeEventListener("pointerdown", closeMenu);
    resized.disconnect();
  };
}
