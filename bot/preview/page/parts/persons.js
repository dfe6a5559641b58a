/** The prospects a marketer plays: a list to choose from, and a new one by one press. */
import { html, useEffect, useRef } from "../vendor/preact-htm.module.js";
import { preview } from "../lib/messages.js";
import { Icon } from "./icons.js";

export const Avatar = ({ person }) => html`
  <span class="avatar tint-${person.id % 6}" aria-hidden="true">${([...person.first_name][0] ?? "·").toUpperCase()}</span>
`;

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

export function Persons({ state, session, say, language, chosen, switchLanguage }) {
  const add = () => {
    session.addPerson(say("names").split(","), language);
    chosen();
  };
  const choose = (person) => {
    session.choose(person.id);
    chosen();
  };
  return html`
    <nav class="persons" aria-label=${say("persons")}>
      <h2 class="persons-title">${say("persons")}</h2>
      <ul class="persons-list">
        ${state.persons.map((person) => html`
          <li key=${person.id}>
            <${Person} person=${person} state=${state} say=${say} choose=${() => choose(person)} />
          </li>
        `)}
      </ul>
      <button type="button" class="staff-open" aria-expanded=${state.staffShown}
        onClick=${() => { session.showStaff(!state.staffShown); chosen(); }}>
        <${Icon} name="bell" /><span>${say("staff")}</span>
        ${state.staffNews > 0 && html`
          <span class="unread" aria-label=${say("unread", { count: state.staffNews })}>${state.staffNews}</span>
        `}
      </button>
      <button type="button" class="new-person" onClick=${add}><${Icon} name="plus" />${say("newPerson")}</button>
      <div class="persons-foot">
        <span class="brand"><${Icon} name="funnel" />${say("title")}</span>
        <button type="button" class="language" aria-label=${say("language")} onClick=${switchLanguage}>
          <${Icon} name="globe" />${say("otherLanguage")}
        </button>
      </div>
    </nav>
  `;
}

function Person({ person, state, say, choose }) {
  const button = useRef(null);
  const chosen = person.id === state.chosen;
  useEffect(() => chosen && button.current.scrollIntoView({ block: "nearest" }), [chosen]);
  const unread = state.unread[person.id] ?? 0;
  const chat = state.chats[person.id];
  const line = chat?.blocked ? say("blockedState") : preview(chat, say);
  return html`
    <button type="button" class="person" ref=${button} aria-current=${chosen ? "true" : "false"} onClick=${choose}>
      <${Avatar} person=${person} />
      <span class="person-words">
        <span class="person-name">${fullName(person)} <span class="person-language">${person.language_code ?? ""}</span></span>
        <span class="person-line">${line}</span>
      </span>
      ${unread > 0 && html`<span class="unread" aria-label=${say("unread", { count: unread })}>${unread}</span>`}
    </button>
  `;
}
