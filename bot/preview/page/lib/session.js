/**
 * What the page knows and does.
 *
 * The API is the only truth: an action is sent, and what came of it is read from the live stream or read anew.
 * Nothing is drawn that the API has not told. A failure becomes `state.error` and stays until the next action that succeeds.
 */
import * as api from "./api.js";
import { listen } from "./live.js";
import { buttonName, ownLink, withMessage, withoutMessage } from "./messages.js";
import { Readings } from "./readings.js";

const TYPING_MS = 5000;
const TOAST_MS = 3500;
const SAME_TOAST_MS = 1000;

export class Session {
  #draw;
  #readings = new Readings();
  #versions = new Map(); // a person's id -> how many events have changed the chat here
  #typingTimers = new Map();
  #toastNumber = 0;
  #ownAnswerUntil = 0; // until then a toast in the stream is the one that came with our own press

  state = {
    ready: false, // the first reading is over
    online: true,
    persons: [],
    chosen: null, // a person's id
    chats: {}, // id -> what /chat answered
    unread: {}, // id -> count
    typing: {}, // id -> true
    funnels: [],
    staff: [], // chats of the people who run the bot: {id, title, messages}
    staffNews: 0, // what they were sent and nobody has looked at
    staffShown: false,
    clock: null, // {now, next_follow_up, recording, readAt}; a clock that records stands still
    callsFail: false, // whether calls to other systems fail
    moving: null, // which of the clock's buttons is at work
    pressing: [], // names of the buttons whose answer is awaited
    error: null, // a Failure
    toasts: [], // {number, text}
    notice: null, // {kind: "alert", text} or {kind: "link", address}: asks to be closed
  };

  /** `draw(state)` is called after each change. */
  constructor(draw) {
    this.#draw = draw;
  }

  start() {
    listen(api.eventsAddress(), {
      opened: () => this.#readAll(),
      lost: () => this.#set({ online: false, typing: {} }),
      happened: (event) => this.#happened(event),
    });
  }

  // ---- persons

  choose(id) {
    history.replaceState(null, "", `#${id}`);
    this.#set({ chosen: id, unread: { ...this.state.unread, [id]: 0 }, pressing: [], error: null });
    return this.#watch(() => this.#readChat(id));
  }

  addPerson(names, language) {
    return this.#try(async () => {
      const taken = new Set(this.state.persons.map((person) => person.first_name));
      const round = Math.floor(this.state.persons.length / names.length) + 1;
      const name = names.find((one) => !taken.has(one)) ?? `${names[this.state.persons.length % names.length]} ${round}`;
      const person = await api.addPerson(name, language);
      await this.#readPersons();
      await this.choose(person.id);
    });
  }

  // ---- what a person does; each answers true when it went through

  write = (text) => this.#act((id) => api.write(id, text));
  sendFile = (kind, file) => this.#act((id) => api.sendFile(id, kind, file));
  shareContact = (shared) => this.#act((id) => api.contact(id, shared));
  sharePlace = (shared) => this.#act((id) => api.location(id, shared));
  pressAnswer = (row, column, shared) => this.#act((id) => api.pressAnswer(id, row, column, shared));
  moveInChannel = (channel, joined, link) => this.#act((id) => api.moveInChannel(id, channel.id, joined, link));
  actOnSubscription = (charge, act) => this.#act((id) => api.actOnSubscription(id, charge, act));
  block = () => this.#act(api.block);
  unblock = () => this.#act(api.unblock);

  async press(message, row, column) {
    const button = buttonName(message, row, column);
    if (this.state.pressing.includes(button)) return;
    this.#set({ pressing: [...this.state.pressing, button] });
    this.#ownAnswerUntil = Infinity;
    let answered = false;
    await this.#try(async () => {
      const answer = await api.press(this.state.chosen, message.id, row, column);
      answered = Boolean(answer.toast || answer.url);
      this.#pressed(answer);
    });
    this.#set({ pressing: this.state.pressing.filter((one) => one !== button) });
    if (this.state.pressing.length === 0) this.#ownAnswerUntil = answered ? Date.now() + SAME_TOAST_MS : 0;
  }

  // ---- what the people who run the bot do

  showStaff = (staffShown) => this.#set({ staffShown, staffNews: 0 });

  reply = (chat, message, text) =>
    this.#try(async () => this.#set({ staff: await api.staffReply(chat.id, message.id, text) }));

  async pressAsStaff(chat, message, row, column) {
    const button = `staff ${chat.id} ${buttonName(message, row, column)}`;
    if (this.state.pressing.includes(button)) return;
    this.#set({ pressing: [...this.state.pressing, button] });
    await this.#try(async () => this.#pressed(await api.staffPress(chat.id, message.id, row, column)));
    this.#set({ pressing: this.state.pressing.filter((one) => one !== button) });
  }

  /** What the invoice asks, filled in with the person's own; null when the API itself failed (the failure is shown). */
  async formOf(message) {
    let form = null;
    await this.#try(async () => (form = await api.form(this.state.chosen, message.id)));
    return form;
  }

  /** `{options, error}`: how it is brought to that address; a Failure is for the caller to show. */
  waysTo = (message, address) => api.shipping(this.state.chosen, message.id, address);

  /** `{ok, error}` as the bot decided, or null when the API itself failed (the failure is shown). */
  async pay(message, filled) {
    const id = this.state.chosen;
    let outcome = null;
    await this.#try(async () => {
      outcome = await (message.link ? api.payLink(id, message.link) : api.pay(id, message.id, filled));
      await this.#readChat(id);
    });
    return outcome;
  }

  /** Where the chosen person's walk has been written, `{file, line, text}`; a Failure is for the caller to show. */
  saveDialogue = (name) => api.saveDialogue(this.state.chosen, name);

  /** As another system would; a Failure is for the caller to show. */
  sendEvent = (name, values) => api.sendEvent(this.state.chosen, name, values);

  /** Follows a link a bot gave: one that starts this very bot is written into the chat, another asks first. */
  follow(address) {
    const payload = ownLink(address, this.chat?.bot?.username);
    if (payload !== null) return this.write(payload ? `/start ${payload}` : "/start");
    return this.#set({ notice: { kind: "link", address } });
  }

  // ---- the clock

  async move(name, how) {
    if (this.state.moving) return;
    this.#set({ moving: name });
    await this.#try(async () => {
      await api.moveClock(how);
      await this.#readClock();
      if (this.state.chosen !== null) await this.#readChat(this.state.chosen);
    });
    this.#set({ moving: null });
  }

  // ---- calls to other systems

  letCallsFail = (fail) => this.#try(async () => this.#set({ callsFail: (await api.letCalls({ fail })).fail }));

  // ---- what the page says of itself

  toast(text) {
    const number = (this.#toastNumber += 1);
    this.#set({ toasts: [...this.state.toasts, { number, text }] });
    setTimeout(() => this.#set({ toasts: this.state.toasts.filter((one) => one.number !== number) }), TOAST_MS);
  }

  closeNotice = () => this.#set({ notice: null });
  closeError = () => this.#set({ error: null });

  get chat() {
    return this.state.chats[this.state.chosen] ?? null;
  }

  // ---- inside

  #set(change) {
    this.state = { ...this.state, ...change };
    this.#draw(this.state);
  }

  async #try(work) {
    try {
      await work();
      if (this.state.error) this.#set({ error: null });
      return true;
    } catch (error) {
      this.#set({ error });
      return false;
    }
  }

  /** As #try, for what nobody asked for: its success is no news, and a server that is away is told by `online`. */
  async #watch(work) {
    try {
      await work();
    } catch (error) {
      if (error.key !== "unreachable") this.#set({ error });
    }
  }

  #act(work) {
    const id = this.state.chosen;
    return this.#try(async () => {
      await work(id);
      await this.#readChat(id);
    });
  }

  #pressed({ toast, alert, url }) {
    if (toast && alert) this.#set({ notice: { kind: "alert", text: toast } });
    else if (toast) this.toast(toast);
    if (url) this.follow(url);
  }

  async #readAll() {
    if (this.state.error?.key === "unreachable") this.closeError();
    await this.#watch(async () => {
      const all = [this.#readPersons(), this.#readClock(), this.#readFunnels(), this.#readCalls(), this.#readStaff()];
      await Promise.all(all);
      const { persons, chosen } = this.state;
      const wanted = chosen ?? Number(location.hash.slice(1));
      const next = persons.find((person) => person.id === wanted) ?? persons[0];
      if (next) await this.choose(next.id);
      else this.#set({ chosen: null });
      for (const { id } of persons) if (id !== next?.id) this.#watch(() => this.#readChat(id));
    });
    this.#set({ ready: true, online: true });
  }

  async #readPersons() {
    const persons = await api.persons();
    const known = new Set(persons.map((person) => String(person.id)));
    const chats = Object.fromEntries(Object.entries(this.state.chats).filter(([id]) => known.has(id)));
    this.#set({ persons, chats });
  }

  async #readClock() {
    this.#set({ clock: { ...(await api.clock()), readAt: Date.now() } });
  }

  async #readStaff() {
    this.#set({ staff: await api.staff() });
  }

  async #readFunnels() {
    this.#set({ funnels: await api.funnels() });
  }

  async #readCalls() {
    this.#set({ callsFail: (await api.calls()).fail });
  }

  #readChat(id) {
    return this.#readings.now(id, async () => {
      const version = this.#versions.get(id);
      const chat = await api.chat(id);
      // An event that came meanwhile is newer than this answer; the reading that follows each event has both.
      if (this.#versions.get(id) === version) this.#set({ chats: { ...this.state.chats, [id]: chat } });
    });
  }

  #happened(event) {
    const { person_id: id, type, message } = event;
    this.#readings.soon("clock", () => this.#watch(() => this.#readClock()));
    if (this.state.staff.some((chat) => chat.id === id)) this.#staffHappened(type, message);
    if (type === "person" || !this.state.persons.some((person) => person.id === id)) {
      this.#watch(() => this.#readPersons());
      return;
    }
    if (type === "typing") this.#types(id);
    if (type === "toast") this.#toasted(id, event);
    if (["typing", "toast"].includes(type)) return;
    if (type === "message") this.#arrived(id, message);
    const chat = this.state.chats[id];
    if (chat && message) {
      this.#versions.set(id, (this.#versions.get(id) ?? 0) + 1);
      const changed = type === "deleted" ? withoutMessage(chat, message.id) : withMessage(chat, message);
      this.#set({ chats: { ...this.state.chats, [id]: changed } });
    }
    // An event tells the message, not what else it changed: the keyboard, a paid mark, the block.
    this.#readings.soon(id, () => this.#watch(() => this.#readChat(id)));
  }

  #staffHappened(type, message) {
    this.#readings.soon("staff", () => this.#watch(() => this.#readStaff()));
    const isNews = type === "message" && message.from === "bot" && !this.state.staffShown;
    if (isNews) this.#set({ staffNews: this.state.staffNews + 1 });
  }

  #arrived(id, message) {
    if (message?.from === "person") return;
    clearTimeout(this.#typingTimers.get(id));
    const unread = id === this.state.chosen ? 0 : (this.state.unread[id] ?? 0) + 1;
    this.#set({ typing: { ...this.state.typing, [id]: false }, unread: { ...this.state.unread, [id]: unread } });
  }

  #types(id) {
    clearTimeout(this.#typingTimers.get(id));
    this.#set({ typing: { ...this.state.typing, [id]: true } });
    const stop = () => this.#set({ typing: { ...this.state.typing, [id]: false } });
    this.#typingTimers.set(id, setTimeout(stop, TYPING_MS));
  }

  /** The answer to a press made elsewhere, or one that came later than a press waits for it. */
  #toasted(id, event) {
    if (id === this.state.chosen && Date.now() > this.#ownAnswerUntil) this.#pressed({ ...event, toast: event.text });
  }
}
