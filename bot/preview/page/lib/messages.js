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
 * key, messages, first, last}`, where several messages are one album, and first and last tell a bubble's place among
 * neighbours of one side.
 */
export function rows(messages) {
  const groups = [];
  for (const message of messages) {
    const album = groups.at(-1)?.at(-1).album;
    if (album && album === message.album) groups.at(-1).push(message);
    else groups.push([message]);
  }
  return groups.flatMap((group, index) => {
    const before = groups[index - 1]?.[0];
    const row = {
      kind: group[0].from === "service" ? "service" : "message",
      key: group[0].id,
      messages: group,
      first: !together(before, group[0]),
      last: !together(group[0], groups[index + 1]?.[0]),
    };
    const sameDay = before && dayOf(before.date) === dayOf(group[0].date);
    return sameDay ? [row] : [{ kind: "day", key: `day-${row.key}`, date: group[0].date }, row];
  });
}

const together = (one, other) => Boolean(one && other) && one.from === other.from && dayOf(one.date) === dayOf(other.date);

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

/** The channel this link leads into, of those the prospect can join here. */
export const channelOf = (chat, address) =>
  chat?.channels?.find((channel) => address?.startsWith(channel.invitation)
    || (channel.link && channel.link.toLowerCase() === address?.toLowerCase()));

/** A button's name within its chat. */
export const buttonName = (message, row, column) => `${message.id}:${row}:${column}`;

/** One line for the list of persons. */
export function preview(chat, say) {
  const last = chat?.messages.at(-1);
  if (!last) return "";
  const media = [["photo", "photo"], ["sticker", "sticker"], ["video", "video"], ["invoice", "invoice"], ["contact", "contact"],
    ["location", "location"], ["animation", "animation"], ["audio", "audio"], ["voice", "voice"], ["video_note", "roundVideo"]];
  const kind = last.album ? ["album", "album"] : media.find(([field]) => last[field]);
  return last.text || (!last.animation && last.document?.name) || (kind ? say(kind[1]) : "");
}
