/** The form of an invoice, as Telegram shows it before paying: who buys and where to, then how it is brought. */
import { html, useState } from "../vendor/preact-htm.module.js";
import { money } from "../lib/format.js";

const COUNTRIES = ["RU", "BY", "KZ", "AM", "GE", "UZ", "UA", "RS", "TR", "AE", "DE", "FR", "GB", "IL", "US"];
const FIELDS = [
  { name: "name", label: "formName", type: "text" },
  { name: "phone_number", label: "formPhone", type: "tel" },
  { name: "email", label: "formEmail", type: "email" },
];
const OF_ADDRESS = [
  { name: "city", label: "formCity" },
  { name: "street_line1", label: "formStreet" },
  { name: "post_code", label: "formPost" },
];

/** `onNext` is given the form as it was filled in. */
export function DetailsStage({ given, failure, busy, say, language, onNext, onClose }) {
  const [form, setForm] = useState(given);
  const address = form.shipping_address;
  const fill = (name, value) => setForm({ ...form, [name]: value });
  const fillAddress = (name, value) => fill("shipping_address", { ...address, [name]: value });
  const next = (event) => {
    event.preventDefault();
    onNext(form);
  };
  return html`
    <form class="sheet-form pay-form" onSubmit=${next}>
      <h2 class="sheet-title">${say("payForm")}</h2>
      ${FIELDS.filter(({ name }) => name in form).map(({ name, label, type }) => html`
        <${Field} key=${name} label=${say(label)}>
          <input type=${type} required value=${form[name]} onInput=${(event) => fill(name, event.target.value)} />
        <//>
      `)}
      ${address && html`
        <${Field} label=${say("formCountry")}>
          <${Countries} chosen=${address.country_code} language=${language}
            onChoose=${(code) => fillAddress("country_code", code)} />
        <//>
        ${OF_ADDRESS.map(({ name, label }) => html`
          <${Field} key=${name} label=${say(label)}>
            <input type="text" required value=${address[name]}
              onInput=${(event) => fillAddress(name, event.target.value)} />
          <//>
        `)}
      `}
      ${failure && html`<p class="sheet-bad" role="alert">${failure}</p>`}
      <${Acts} busy=${busy} say=${say} onClose=${onClose} />
    </form>
  `;
}

/** `onNext` is given the way that was chosen. */
export function WaysStage({ ways, currency, say, language, onNext, onClose }) {
  const [id, setId] = useState(ways[0].id);
  const next = (event) => {
    event.preventDefault();
    onNext(ways.find((way) => way.id === id));
  };
  return html`
    <form class="sheet-form pay-form" onSubmit=${next}>
      <h2 class="sheet-title">${say("payWays")}</h2>
      <fieldset class="pay-ways" aria-label=${say("payWays")}>
        ${ways.map((way) => html`
          <label key=${way.id} class="pay-way">
            <input type="radio" name="way" value=${way.id} checked=${way.id === id} onChange=${() => setId(way.id)} />
            <span class="pay-way-title">${way.title}</span>
            <span class="pay-way-price">${way.amount ? money(way.amount, currency, language) : say("payFree")}</span>
          </label>
        `)}
      </fieldset>
      <${Acts} say=${say} onClose=${onClose} />
    </form>
  `;
}

const Acts = ({ busy = false, say, onClose }) => html`
  <div class="sheet-acts">
    <button type="button" class="wide" disabled=${busy} onClick=${onClose}>${say("cancel")}</button>
    <button type="submit" class="wide main" disabled=${busy}>${say("payNext")}</button>
  </div>
`;

const Field = ({ label, children }) => html`
  <label class="pay-field"><span class="pay-label">${label}</span>${children}</label>
`;

function Countries({ chosen, language, onChoose }) {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const codes = COUNTRIES.includes(chosen) ? COUNTRIES : [chosen, ...COUNTRIES];
  return html`
    <select onChange=${(event) => onChoose(event.target.value)}>
      ${codes.map((code) => html`<option key=${code} value=${code} selected=${code === chosen}>${names.of(code)}</option>`)}
    </select>
  `;
}
