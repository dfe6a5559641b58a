/** The bot's moved clock: what time it is for the bot, when it will act next, and the ways to get there. */
import { html, useEffect, useState } from "../vendor/preact-htm.module.js";
import { clockTime, dayAndTime, dayTitle, fromNow, weekday } from "../lib/format.js";
import { Icon } from "./icons.js";

const MOVES = [
  { name: "hour", how: { by_seconds: 3600 }, key: "moveHour" },
  { name: "day", how: { by_seconds: 86400 }, key: "moveDay" },
];

export function Clock({ state, session, say, language }) {
  const now = useNow(state.clock);
  const next = state.clock?.next_follow_up ?? null;
  const idle = Boolean(state.clock) && !state.moving;
  const busy = (name) => (state.moving === name ? "busy" : "");
  const waiting = next
    ? say("nextAt", { in: fromNow(next, now, language), at: dayAndTime(next, language) })
    : say("noNext");
  const brief = next ? say("nextBrief", { in: fromNow(next, now, language), at: clockTime(next, language) }) : waiting;
  return html`
    <section class="clock" aria-label=${say("clock")} aria-busy=${Boolean(state.moving)}>
      <h2 class="clock-title"><${Icon} name="clock" />${say("clock")}</h2>
      <p class="clock-now">
        <time class="clock-time" datetime=${now?.toISOString()}>${now ? clockTime(now, language) : "--:--"}</time>
        <span class="clock-day">${now && html`${dayTitle(now, language)}<span class="clock-weekday">${weekday(now, language)}</span>`}</span>
      </p>
      <p class="clock-next" id="clock-next" role="status" title=${waiting}>
        ${state.moving ? say("moving") : state.clock && html`<span class="long">${waiting}</span><span class="short">${brief}</span>`}
      </p>
      <div class="clock-moves">
        <button type="button" class="move main ${busy("next")}" disabled=${!idle || !next} aria-describedby="clock-next"
          aria-label=${say("moveNext")} title=${next ? say("moveNext") : say("noNext")}
          onClick=${() => session.move("next", { to: "next" })}>
          <${Icon} name="next" /><span class="long">${say("moveNext")}</span><span class="short">${say("moveNextShort")}</span>
        </button>
        ${MOVES.map(({ name, how, key }) => html`
          <button type="button" class="move ${busy(name)}" disabled=${!idle} onClick=${() => session.move(name, how)}>
            ${say(key)}
          </button>
        `)}
      </div>
      <div class="clock-progress" role="progressbar" aria-label=${say("moving")} hidden=${!state.moving}></div>
    </section>
  `;
}

/** The bot's moment, going on by itself between two readings unless walks are recorded. */
function useNow(clock) {
  const passed = () => (clock.recording ? 0 : Date.now() - clock.readAt);
  const moment = () => clock && new Date(new Date(clock.now).getTime() + passed());
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return moment();
}
