/** The messages of a chat, kept at the latest unless the reader has scrolled up to read. */
import { html, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { dayOf, dayTitle } from "../lib/format.js";
import { rows } from "../lib/messages.js";
import { Bubble } from "./bubble.js";
import { Icon } from "./icons.js";
import { Service } from "./service.js";
import { Welcome } from "./start.js";

const NEAR_PX = 80;

export function Log(props) {
  return props.chat.messages.length === 0 ? html`<${Welcome} ...${props} />` : html`<${Messages} ...${props} />`;
}

function Messages({ state, session, chat, say, language, enlarge, askPay, openChannel }) {
  const box = useRef(null);
  const [away, setAway] = useState(false);
  const stays = useRef(true);
  const last = chat.messages.at(-1);

  const toEnd = (behavior) => box.current.scrollTo({ top: box.current.scrollHeight, behavior });
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current;
    stays.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    setAway(!stays.current);
  };
  useLayoutEffect(() => {
    if (stays.current || last.from === "person") toEnd("instant");
  }, [chat, last.id]);
  useEffect(() => {
    const watch = new ResizeObserver(() => stays.current && toEnd("instant"));
    watch.observe(box.current);
    watch.observe(box.current.firstElementChild);
    return () => watch.disconnect();
  }, []);

  const today = state.clock && dayOf(state.clock.now);
  const day = (date) => (dayOf(date) === today ? say("today") : dayTitle(date, language));
  const draw = {
    day: (row) => html`<p class="day" key=${row.key}><span>${day(row.date)}</span></p>`,
    service: (row) => html`<${Service} key=${row.key} message=${row.messages[0]} say=${say} language=${language} />`,
    message: (row) => html`
      <${Bubble} key=${row.key} ...${row} state=${state} session=${session} say=${say} language=${language}
        enlarge=${enlarge} askPay=${askPay} openChannel=${openChannel} />
    `,
  };
  return html`
    <div class="log" ref=${box} onScroll=${scrolled} tabindex="0" role="log" aria-live="polite" aria-label=${say("chatLog")}>
      <div class="log-inner">${rows(chat.messages).map((row) => draw[row.kind](row))}</div>
    </div>
    ${away && html`
      <button type="button" class="round latest" aria-label=${say("latest")} onClick=${() => toEnd("smooth")}>
        <${Icon} name="down" />
      </button>
    `}
  `;
}
