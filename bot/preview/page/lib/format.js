/**
 * How moments, money and sizes read. Amounts arrive in minor units. A moment is Unix seconds (a message's), an ISO
 * text (the clock's) or a Date.
 */

export const moment = (told) => new Date(typeof told === "number" ? told * 1000 : told);

/** Of 24 hours in every language, as sending hours are written in a script. */
const HOURS = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const clockTime = (told, language) =>
  new Intl.DateTimeFormat(language, HOURS).format(moment(told));

export const dayOf = (told) => moment(told).toDateString();

export const dayTitle = (told, language) =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(moment(told));

export const weekday = (told, language) =>
  new Intl.DateTimeFormat(language, { weekday: "long" }).format(moment(told));

export const dayAndTime = (told, language) =>
  new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    ...HOURS,
  }).format(moment(told));

const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** "in 3 hours", by the largest unit that fits at least twice, so that "in 36 hours" is not rounded to two days. */
export function fromNow(told, now, language) {
  const left = Math.max(0, Math.round((moment(told) - now) / 1000));
  const seconds = left < 60 ? left : Math.round(left / 60) * 60;
  const [unit, size] = UNITS.find(([, length]) => seconds >= 2 * length) ?? UNITS[3];
  return new Intl.RelativeTimeFormat(language, { numeric: seconds === 0 ? "auto" : "always" }).format(Math.round(seconds / size), unit);
}

/** "⭐ 100" for Stars (currency XTR), the currency's own way for the rest. */
export function money(amount, currency, language) {
  if (currency === "XTR") return `⭐\u00a0${new Intl.NumberFormat(language).format(amount)}`;
  const shape = new Intl.NumberFormat(language, { style: "currency", currency });
  const digits = shape.resolvedOptions().maximumFractionDigits;
  return shape.format(amount / 10 ** digits);
}

export function size(bytes, say, language) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  if (bytes < 1024) return say("bytes", { n: number.format(bytes) });
  if (bytes < 1024 ** 2) return say("kilobytes", { n: number.format(bytes / 1024) });
  return say("megabytes", { n: number.format(bytes / 1024 ** 2) });
}

/** Seconds as a player shows them: 0:07, 12:30. */
export function minutes(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `{latitude, longitude}` of "55.75, 37.61", or null for a text that is no place on Earth. */
export function placeIn(text) {
  const parts = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  const [latitude, longitude] = parts;
  return parts.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null;
}
