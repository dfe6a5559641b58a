/** Telegram's Star as a drawing, since not every system has the sign in a font. */
import { html } from "../vendor/preact-htm.module.js";

const SIGN = /⭐\ufe0f?/;
const SHAPE = "m12 2.6 2.8 6 6.6.8-4.9 4.5 1.3 6.5L12 17.2 6.2 20.4l1.3-6.5L2.6 9.4l6.6-.8z";

const Star = () => html`<svg class="star" viewBox="0 0 24 24" role="img" aria-label="⭐"><path d=${SHAPE} /></svg>`;

/** The text with each ⭐ drawn. */
export const starred = (text) =>
  text.split(SIGN).flatMap((part, index) => (index === 0 ? [part] : [html`<${Star} />`, part]));

/** A pay button's text: Telegram draws a Star for "XTR" there as well. */
export const starredPay = (text) => starred(text.replaceAll("XTR", "⭐"));
