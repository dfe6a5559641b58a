/** What one listens to or watches in place: audio, voice messages, round videos. Only one of them sounds at a time. */
import { html, useRef, useState } from "../vendor/preact-htm.module.js";
import { fileAddress } from "../lib/api.js";
import { minutes } from "../lib/format.js";
import { Icon } from "./icons.js";

/** Its state as the element itself tells it, and what the element must be given to tell it. */
function usePlayer(duration = 0) {
  const media = useRef(null);
  const [state, setState] = useState({ playing: false, at: 0, length: duration, broken: false });
  const set = (change) => setState((before) => ({ ...before, ...change }));
  const told = () => Number.isFinite(media.current.duration) && set({ length: media.current.duration });
  const events = {
    ref: media,
    onLoadedMetadata: told,
    onDurationChange: told,
    onTimeUpdate: () => set({ at: media.current.currentTime }),
    onPlay: () => (silenceOthers(media.current), set({ playing: true })),
    onPause: () => set({ playing: false }),
    onEnded: () => set({ at: 0 }),
    onError: () => set({ broken: true, playing: false }),
  };
  const toggle = () => (media.current.paused ? media.current.play().catch(() => set({ broken: true })) : media.current.pause());
  const seek = (at) => ((media.current.currentTime = at), set({ at }));
  return { ...state, events, toggle, seek };
}

function silenceOthers(playing) {
  for (const one of document.querySelectorAll("audio, video")) if (one !== playing && !one.muted) one.pause();
}

export function Player({ what, say, kind }) {
  const { playing, at, length, broken, events, toggle, seek } = usePlayer(what.duration);
  const name = kind === "voice" ? say("voice") : what.title || what.name || say("audio");
  const title = [what.performer, name].filter(Boolean).join(" — ");
  return html`
    <div class="player" role="group" aria-label=${title}>
      <button type="button" class="document-mark" disabled=${broken} aria-label=${say(playing ? "pause" : "play")} onClick=${toggle}>
        <${Icon} name=${playing ? "pause" : "play"} />
      </button>
      <span class="document-words">
        <span class="document-name">${title}</span>
        <input class="seek" type="range" min="0" max=${length || 1} step="any" value=${at} disabled=${broken || !length}
          aria-label=${say("seek")} onInput=${(event) => seek(Number(event.target.value))} />
        <span class="document-size">${broken ? say("unplayable") : `${minutes(at)} / ${minutes(length)}`}</span>
      </span>
      <audio src=${fileAddress(what.file_id)} preload="metadata" ...${events}></audio>
    </div>
  `;
}

export function RoundVideo({ what, say }) {
  const { playing, at, length, broken, events, toggle } = usePlayer(what.duration);
  return html`
    <button type="button" class="round-video ${playing ? "playing" : ""}" onClick=${toggle} disabled=${broken}
      aria-label=${`${say("roundVideo")}: ${broken ? say("unplayable") : say(playing ? "pause" : "play")}`}>
      <video src=${fileAddress(what.file_id)} playsinline preload="metadata" ...${events}></video>
      <span class="round-play"><${Icon} name="play" /></span>
      <span class="round-time">${broken ? say("unplayable") : minutes(playing ? length - at : length)}</span>
    </button>
  `;
}
