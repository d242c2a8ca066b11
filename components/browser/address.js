// What an address asks for, or the nearest sense of it with a notice for each thing that was not honoured: what
// components/address.py does for the dashboard, for the board alone.

import { dayOf, iso, words } from "./days.js";

export const PARAMETERS = ["negotiation", "date", "compare", "issues", "record", "mode", "until"];

const MOST_NAMES = 40;
const ALIKE = 70; // per cent
const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;

const between = (low, number, high) => Math.min(Math.max(number, low), high);

const short = (text) => ([...text].length <= 40 ? text : `${[...text].slice(0, 40).join("")}…`);

/** How much of two words is the same, letter after letter, in per cent. */
const likeness = (one, other) => {
  let row = new Array(other.length + 1).fill(0);
  for (const letter of one) {
    const above = row;
    row = [0];
    for (let n = 0; n < other.length; n++)
      row.push(letter === other[n] ? above[n] + 1 : Math.max(above[n + 1], row[n]));
  }
  return (200 * row[other.length]) / (one.length + other.length);
};

const nearestWord = (asked, known) => {
  const word = asked.slice(0, 100).trim().toLowerCase();
  const best = Math.max(...known.map((one) => likeness(word, one)));
  return best >= ALIKE ? known.find((one) => likeness(word, one) === best) : undefined;
};

const askedDay = (asked, talks, notices) => {
  const parts = DATE.exec(asked.trim().slice(0, 40));
  if (!parts || Number(parts[1]) < 1) {
    notices.push(`“${short(asked)}” is not a date; this is ${words(talks.opens)}.`);
    return talks.opens;
  }
  const month = `${parts[1]}-${String(between(1, Number(parts[2] ?? 1), 12)).padStart(2, "0")}`;
  let meant = dayOf(`${month}-01`) + between(1, Number(parts[3] ?? 1), 31) - 1;
  while (!iso(meant).startsWith(month)) meant--;
  const shown = between(talks.start, meant, talks.end);
  if (shown !== meant) {
    const reach = `${words(talks.start)} to ${words(talks.end)}`;
    notices.push(`The record reaches from ${reach}, not to ${short(asked)}; this is ${words(shown)}.`);
  } else if (iso(shown) !== asked) notices.push(`“${short(asked)}” is read as ${words(shown)}.`);
  return shown;
};

const askedOther = (asked, talks, notices) => {
  if (DATE.test(asked.trim().slice(0, 40))) return iso(askedDay(asked, talks, notices));
  notices.push(`“${short(asked)}” is not a date to compare with; one date is shown.`);
  return "";
};

const askedIssues = (asked, talks, notices) => {
  const found = new Set();
  const names = asked.slice(0, 1000).split(",");
  for (const name of names.slice(0, MOST_NAMES)) {
    const issue = Object.hasOwn(talks.issues, name) ? name : nearestWord(name, Object.keys(talks.issues));
    if (issue === undefined) notices.push(`There is no issue “${short(name)}”; it is left out.`);
    else if (issue !== name)
      notices.push(`There is no issue “${short(name)}”; ${talks.issues[issue]} is shown.`);
    if (issue !== undefined) found.add(issue);
  }
  if (names.length > MOST_NAMES) notices.push(`Only the first ${MOST_NAMES} issues of the address are read.`);
  if (!found.size) notices.push("All issues are shown.");
  return [...found].join(",");
};

const askedSwitch = (name, on, otherwise, asked, notices) => {
  if (asked[name] === on) return on;
  if (asked[name]) notices.push(`“${name}=${short(asked[name])}” means nothing here; ${otherwise}.`);
  return "";
};

/** The view that the parameters of an address ask for, in the words of an address, and the notices. */
export const readAddress = (asked, talks) => {
  const notices = [];
  if (asked.negotiation !== undefined && asked.negotiation !== talks.id)
    notices.push(`There is no negotiation “${short(asked.negotiation)}”; this is ${talks.title}.`);
  const day = asked.date === undefined ? talks.opens : askedDay(asked.date, talks, notices);
  const issues = asked.issues ? askedIssues(asked.issues, talks, notices) : "";
  const record = askedSwitch("record", "only", "everything is shown", asked, notices);
  const compare = asked.compare ? askedOther(asked.compare, talks, notices) : "";
  if (asked.until !== undefined)
    notices.push("This page shows all that it holds; to hold something back, make one with --until.");
  const mode = askedSwitch("mode", "class", "the usual page is shown", asked, notices);
  return { view: { date: iso(day), compare, issues, record, mode }, notices };
};
