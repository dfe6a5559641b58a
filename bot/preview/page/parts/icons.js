/** The page's line icons, drawn on a 24-unit square in the colour of the text beside them. */
import { html } from "../vendor/preact-htm.module.js";

const PATHS = {
  send: "M4 12 20 4l-4.5 16-4-7z M11.5 13 20 4",
  clip: "m20 11-8.2 8.2a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.2a1.7 1.7 0 0 1-2.4-2.4L14.5 7",
  more: "M12 5.5v.01 M12 12v.01 M12 18.5v.01",
  plus: "M12 5v14 M5 12h14",
  close: "m6 6 12 12 M18 6 6 18",
  down: "m6 9.5 6 6 6-6",
  next: "m5 6 6 6-6 6 M13 6l6 6-6 6",
  link: "M8 16 17 7 M9.5 7H17v7.5",
  card: "M3.5 7.5a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2z M3.5 10h17",
  copy: "M9 9h10v10H9z M5 15V5h10",
  check: "m5 12.5 4.5 4.5L19 7.5",
  download: "M12 4v11 m-4.5-4.5L12 15l4.5-4.5 M5 19.5h14",
  photo: "M4 6.5h16v12H4z m0 9.5 5-5 4 4 2.5-2.5L20 17 M15.5 10v.01",
  file: "M7 3.5h7l4 4v13H7z M14 3.5v4h4",
  sticker: "M5 5h14v8l-6 6H5z M19 13h-6v6 M9 9.5v.5 M14 9.5v.5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
  block: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M6 6l12 12",
  flag: "M6 21V4h11l-2 4 2 4H6",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M12 7.5V12l3 2",
  funnel: "M4 5h16l-6.2 8v5l-3.6 1.800V13z",
  globe: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z M3.5 12h17 M12 3.5c5 5 5 12 0 17 M12 3.5c-5 5-5 12 0 17",
  play: "M8 5.500v13l11-6.500z",
  pause: "M8.500 6v12 M15.500 6v12",
  keyboard: "M4 7h16v10H4z M8 10.500v.01 M12 10.500v.01 M16 10.500v.01 M9 14h6",
  app: "M5 4.500h14v15H5z M5 9h14 M8 6.800v.01 M11 6.800v.01",
  bell: "M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 2h-15z M10 21h4",
  menu: "M5 7h14 M5 12h14 M5 17h9",
  pin: "M12 21s6.5-6.2 6.5-11a6.5 6.5 0 0 0-13 0c0 4.800 6.5 11 6.5 11z M12 10v.01",
};

export const Icon = ({ name }) => html`
  <svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>
`;
