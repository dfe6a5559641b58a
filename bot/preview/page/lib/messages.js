/** A chat as the API tells it, changed by one event; and the chat cut into what is drawn together. */
import { dayOf } from "./format.js";

/** The chat with this message added, or put in the place of its earlier state. */
export function withMessage(chat, message) {
  const others = chat.messages.filter((one) => one.id !== message.id);
  return { ...chat, messages: [...others, message].sort((one, other) => one.id - other.id) };
}

export function withoutMessage(chat, id) {
  return { ...chat, messages: chat.messages.filter((one) => one.id !== id) };
}

/**
 * Rows for drawing: `{kind: "day", key, date}` before the first message of each day, `{kind: "service" | "message",
 * key, message, first, last}`, where first and last tell a bubble's place among neighbours of one side.
 */
export function rows(messages) {
  const drawn = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const newDay = !before || dayOf(before.date) !== dayOf(message.date);
    if (newDay) drawn.push({ kind: "day", key: `day-${message.id}`, date: message.date });
    drawn.push({
      kind: message.from === "service" ? "service" : "message",
      key: message.id,
      message,
      first: newDay || before.from !== message.from,
      last: !after || after.from !== message.from || dayOf(after.date) !== dayOf(message.date),
    });
  });
  return drawn;
}

/** The payload ("" for none) of a link that starts this bot, or null for any other address. */
export function ownLink(address, username) {
  let link;
  try {
    link = new URL(address);
  } catch {
    return null;
  }
  if (!username || !["t.me", "telegram.me"].includes(link.hostname)) return null;
  if (link.pathname.slice(1).toLowerCase() !== username.toLowerCase()) return null;
  return link.searchParams.get("start") ?? "";
}

/** One line for the list of persons. */
export function preview(chat, say) {
  const last = chat?.messages.at(-1);
  if (!last) return "";
  const media = [["photo", "photo"], ["sticker", "sticker"], ["video", "video"], ["invoice", "invoice"], ["contact", "contact"]];
  const kind = media.find(([field]) => last[field]);
  return last.text || last.document?.name || (kind ? say(kind[1]) : "");
}
