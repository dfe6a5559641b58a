/** What a message carries beside its words; a picture's place is kept before it has loaded. */
import { html } from "../vendor/preact-htm.module.js";
import { fileAddress } from "../lib/api.js";
import { size } from "../lib/format.js";
import { Avatar } from "./persons.js";
import { Icon } from "./icons.js";
import { Player, RoundVideo } from "./player.js";
import { Sheet } from "./sheet.js";

function Photo({ what, say, enlarge }) {
  return html`
    <button type="button" class="photo" aria-label=${say("enlarge")} onClick=${() => enlarge(what)}>
      <img src=${fileAddress(what.file_id)} width=${what.width} height=${what.height} alt=${say("photoAlt")} />
    </button>
  `;
}

export const Viewer = ({ photo, say, onClose }) => html`
  <${Sheet} title=${say("photoAlt")} kind="viewer" onClose=${onClose}>
    <img src=${fileAddress(photo.file_id)} width=${photo.width} height=${photo.height} alt=${say("photoAlt")} onClick=${onClose} />
    <button type="button" class="round viewer-close" aria-label=${say("close")} onClick=${onClose}><${Icon} name="close" /></button>
  <//>
`;

const Sticker = ({ what, say }) => html`
  <div class="sticker" role="img" aria-label=${say("stickerAlt")}>${what.emoji || html`<${Icon} name="sticker" />`}</div>
`;

const Video = ({ what, quiet, say }) => html`
  <video class="video" src=${fileAddress(what.file_id)} width=${what.width || 320} height=${what.height || 180}
    controls=${!quiet} autoplay=${quiet} loop=${quiet} muted=${quiet} playsinline preload="metadata" aria-label=${say("video")}>
  </video>
`;

/** Telegram makes a silent film of a GIF; a browser shows the GIF itself as a picture. */
const Animation = (props) => html`
  <div class="animation">
    ${props.what.mime_type?.startsWith("image/")
      ? html`<img class="video" src=${fileAddress(props.what.file_id)} width=${props.what.width} height=${props.what.height} alt=${props.say("animation")} />`
      : html`<${Video} ...${props} quiet=${true} />`}
    <span class="animation-mark" aria-hidden="true">GIF</span>
  </div>
`;

const Document = ({ what, say, language }) => html`
  <a class="document" href=${fileAddress(what.file_id)} download=${what.name} aria-label=${say("download", { name: what.name })}>
    <span class="document-mark"><${Icon} name="file" /><span class="document-down"><${Icon} name="download" /></span></span>
    <span class="document-words">
      <span class="document-name">${what.name}</span>
      <span class="document-size">${size(what.size ?? 0, say, language)}</span>
    </span>
  </a>
`;

const Contact = ({ what }) => html`
  <div class="document">
    <${Avatar} person=${{ id: what.user_id ?? 0, first_name: what.first_name || "·" }} />
    <span class="document-words">
      <span class="document-name">${what.first_name}</span>
      <span class="document-size">${what.phone_number}</span>
    </span>
  </div>
`;

const Location = ({ what, say }) => html`
  <div class="document">
    <span class="document-mark"><${Icon} name="pin" /></span>
    <span class="document-words">
      <span class="document-name">${say("location")}</span>
      <span class="document-size">${what.latitude}, ${what.longitude}</span>
    </span>
  </div>
`;

const KINDS = {
  photo: Photo,
  sticker: Sticker,
  animation: Animation,
  video: Video,
  video_note: RoundVideo,
  audio: (props) => html`<${Player} ...${props} kind="audio" />`,
  voice: (props) => html`<${Player} ...${props} kind="voice" />`,
  document: Document,
  contact: Contact,
  location: Location,
};

export function Media(props) {
  const kind = Object.keys(KINDS).find((one) => props.message[one]);
  return kind ? html`<${KINDS[kind]} ...${props} what=${props.message[kind]} />` : null;
}
