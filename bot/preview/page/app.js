/** The page as a whole: the clock, the prospects and the chat, drawn from one session. */
import { html, render, useEffect, useState } from "./vendor/preact-htm.module.js";
import { Session } from "./lib/session.js";
import { firstLanguage, LANGUAGES, rememberLanguage, speaker } from "./lib/strings.js";
import { Chat } from "./parts/chat.js";
import { Clock } from "./parts/clock.js";
import { Icon } from "./parts/icons.js";
import { Notice } from "./parts/notices.js";
import { Avatar, fullName, Persons } from "./parts/persons.js";
import { Staff } from "./parts/staff.js";

function App({ state, session }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [listed, setListed] = useState(false);
  const say = speaker(language);
  const shared = { state, session, say, language };
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = say("title");
  }, [language]);
  const switchLanguage = () => {
    const other = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length];
    rememberLanguage(other);
    setLanguage(other);
  };
  const escape = (event) => event.key === "Escape" && listed && setListed(false);
  return html`
    <div class="frame ${listed ? "listed" : ""} ${state.staffShown ? "staffed" : ""}" onKeyDown=${escape}>
      <${Who} ...${shared} listed=${listed} toggle=${() => setListed(!listed)} />
      <${Clock} ...${shared} />
      <${Persons} ...${shared} chosen=${() => setListed(false)} switchLanguage=${switchLanguage} />
      <${Chat} ...${shared} />
      ${state.staffShown && html`<${Staff} ...${shared} />`}
      <button type="button" class="veil" tabindex="-1" aria-hidden="true" onClick=${() => setListed(false)}></button>
      <${Notice} ...${shared} />
    </div>
  `;
}

/** On a narrow screen the list of prospects is behind this button. */
function Who({ state, say, listed, toggle }) {
  const person = state.persons.find((one) => one.id === state.chosen);
  const unread = Object.values(state.unread).some((count) => count > 0);
  return html`
    <button type="button" class="who" aria-expanded=${listed} onClick=${toggle}
      aria-label=${`${say(listed ? "hidePersons" : "showPersons")}${person ? `, ${fullName(person)}` : ""}`}>
      ${person ? html`<${Avatar} person=${person} />` : html`<span class="avatar"><${Icon} name="person" /></span>`}
      <${Icon} name="down" />
      ${unread && html`<span class="who-unread"></span>`}
    </button>
  `;
}

const root = document.getElementById("app");
const session = new Session((state) => render(html`<${App} state=${state} session=${session} />`, root));
render(html`<${App} state=${session.state} session=${session} />`, root);
session.start();
