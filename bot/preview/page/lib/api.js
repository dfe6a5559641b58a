/** The page's API, one function an endpoint; every failure is a Failure that can be shown as one sentence. */

export class Failure extends Error {
  /** `sentence` is the API's own words; without it, `key` and `values` name one of the page's strings. */
  constructor({ sentence = null, key = null, values = {}, status = 0 }) {
    super(sentence ?? key);
    Object.assign(this, { sentence, key, values, status });
  }
}

const place = (path) => new URL(`api/${path}`, document.baseURI);

async function call(method, path, body) {
  const form = body instanceof FormData;
  let answer;
  try {
    answer = await fetch(place(path), {
      method,
      headers: body && !form ? { "Content-Type": "application/json" } : {},
      body: form ? body : body && JSON.stringify(body),
    });
  } catch {
    throw new Failure({ key: "unreachable" });
  }
  const told = await answer.json().catch(() => null);
  if (!answer.ok) {
    const sentence = typeof told?.error === "string" ? told.error : null;
    throw new Failure({ sentence, key: "serverError", values: { status: answer.status }, status: answer.status });
  }
  return told;
}

const get = (path) => call("GET", path);
const post = (path, body = {}) => call("POST", path, body);

export const persons = () => get("persons");
export const addPerson = (first_name, language_code) => post("persons", { first_name, language_code });
export const chat = (person) => get(`persons/${person}/chat`);
export const write = (person, text) => post(`persons/${person}/messages`, { text });
export const contact = (person, shared) => post(`persons/${person}/contact`, shared);
export const location = (person, shared) => post(`persons/${person}/location`, shared);
export const press = (person, message_id, row, column) =>
  post(`persons/${person}/press`, { message_id, row, column });
/** Of the reply keyboard; `shared` is what the person agreed to share by it. */
export const pressAnswer = (person, row, column, shared) => post(`persons/${person}/press`, { row, column, ...shared });
/** What an invoice asks, filled in with the person's own. */
export const form = (person, message_id) => post(`persons/${person}/form`, { message_id });
export const shipping = (person, message_id, address) => post(`persons/${person}/shipping`, { message_id, address });
/** `filled` is `{info, shipping}`: the form, and the id of the way it is brought. */
export const pay = (person, message_id, filled) => post(`persons/${person}/pay`, { message_id, ...filled });
export const payLink = (person, link) => post(`persons/${person}/pay`, { link });
/** `act` is cancel, resume, take_stars or give_stars. */
export const actOnSubscription = (person, charge, act) => post(`persons/${person}/subscription`, { charge, act });
export const moveInChannel = (person, channel, joined, link) =>
  post(`persons/${person}/channels`, { channel, joined, link });
export const staff = () => get("staff");
export const staffPress = (chat, message_id, row, column) => post("staff/press", { chat, message_id, row, column });
export const staffReply = (chat, message_id, text) => post("staff/reply", { chat, message_id, text });
export const block = (person) => post(`persons/${person}/block`);
export const unblock = (person) => post(`persons/${person}/unblock`);
export const saveDialogue = (person, name) => post(`persons/${person}/dialogue`, { name });
export const sendEvent = (person, event, values) => post(`persons/${person}/event`, { event, values });
export const clock = () => get("clock");
export const moveClock = (how) => post("clock", how);
export const funnels = () => get("funnels");
export const calls = () => get("calls");
export const letCalls = (how) => post("calls", how);

export function sendFile(person, kind, file) {
  const form = new FormData();
  form.append("kind", kind);
  if (file) form.append("file", file, file.name);
  return post(`persons/${person}/files`, form);
}

export const fileAddress = (id) => place(`files/${encodeURIComponent(id)}`).href;
export const eventsAddress = () => place("events").href;
