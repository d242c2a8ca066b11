// Days, words and places: what the live board computes, without a page. A day is the number of days since
// 1 January 1970.

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const dateOf = (day) => new Date(day * 86400000);

/** 2019-10-05 from a day. */
export const iso = (day) => dateOf(day).toISOString().slice(0, 10);

/** A day from 2019-10-05; NaN if it is none. */
export const dayOf = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) / 86400000 : Number.NaN);

/** 5 October 2019 */
export const words = (day) => {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};

/** Saturday 5 October 2019 */
export const longWords = (day) => `${WEEKDAYS[dateOf(day).getUTCDay()]} ${words(day)}`;

/** 1 day, 2 days */
export const count = (number, one) => `${number.toLocaleString("en")} ${number === 1 ? one : `${one}s`}`;

/** How long before `now` something was, in the words of components/words.py. */
export const age = (then, now) => {
  if (then === now) return "the same day";
  const [from, to] = [dateOf(then), dateOf(now)];
  const earlier = to.getUTCMonth() * 100 + to.getUTCDate() < from.getUTCMonth() * 100 + from.getUTCDate();
  const years = to.getUTCFullYear() - from.getUTCFullYear() - (earlier ? 1 : 0);
  return years >= 2 ? `${years} years before` : `${count(now - then, "day")} before`;
};

/** How long after an event a day is. */
export const since = (event, day) => (event === day ? "on the day" : `${count(day - event, "day")} after`);

/** How many of the sorted days are at or before this one. */
export const upTo = (days, day) => {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The last of the sorted days before this one, or undefined. */
export const previous = (days, day) => days[upTo(days, day - 1) - 1];

/** The first of the sorted days after this one, or undefined. */
export const next = (days, day) => days[upTo(days, day)];

/** Whether a statement stands on a day: it has appeared, and its end, if any, has not come. */
export const stands = (statement, day) =>
  statement.since <= day && (statement.until === null || day < statement.until);

/** The nearest known statements along a link, through those that came and went in between. */
export const nearest = (id, links, known) => {
  const [found, seen, waiting] = [new Set(), new Set(), [...(links(id) ?? [])]];
  while (waiting.length) {
    const linked = waiting.shift();
    if (known(linked)) found.add(linked);
    else if (!seen.has(linked)) {
      seen.add(linked);
      waiting.push(...(links(linked) ?? []));
    }
  }
  return [...found];
};

/**
 * Where labels go so that none overlaps another: each gets a row and a left edge, or row -1 if no row has room.
 * Labels are {x, width}, the weightiest first, centred on x where the edges of the strip allow it.
 */
export const placeLabels = (labels, rows, width, gap = 10) => {
  const taken = Array.from({ length: rows }, () => []);
  return labels.map((label) => {
    const left = Math.max(0, Math.min(label.x - label.width / 2, width - label.width));
    const right = left + label.width;
    const row = taken.findIndex((spans) =>
      spans.every(([from, to]) => right + gap <= from || to + gap <= left),
    );
    if (row >= 0) taken[row].push([left, right]);
    return { row, left };
  });
};
