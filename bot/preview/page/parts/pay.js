/** The sheet that asks before paying, and then says what the bot decided; an invoice with a form has it filled in first. */
import { html, useEffect, useRef, useState } from "../vendor/preact-htm.module.js";
import { money } from "../lib/format.js";
import { Icon } from "./icons.js";
import { DetailsStage, WaysStage } from "./pay_form.js";
import { Sheet } from "./sheet.js";
import { starred } from "./star.js";

export function PaySheet({ message, session, say, language, onClose }) {
  const { title, currency, total_amount, paid, again, needs = [], flexible } = message.invoice;
  const [stage, setStage] = useState({ name: needs.length ? "details" : "ask" });
  const [filled, setFilled] = useState({ info: null, way: null });
  const [failure, setFailure] = useState(null);
  useEffect(() => {
    if (needs.length) session.formOf(message).then((info) => (info ? setFilled({ info, way: null }) : onClose()));
  }, []);
  const price = money(total_amount + (filled.way?.amount ?? 0), currency, language);
  const details = async (info) => {
    setFilled({ info, way: null });
    if (!flexible) return setStage({ name: "ask" });
    setFailure(null);
    setStage({ name: "details", busy: true });
    try {
      const { options, error } = await session.waysTo(message, info.shipping_address);
      if (error) throw { sentence: error };
      setStage({ name: "ways", ways: options });
    } catch (error) {
      setFailure(error.sentence ?? say(error.key ?? "broken", error.values ?? { text: error.message }));
      setStage({ name: "details" });
    }
  };
  const chosen = (way) => {
    setFilled({ ...filled, way });
    setStage({ name: "ask" });
  };
  const pay = async () => {
    setStage({ name: "paying" });
    const outcome = await session.pay(message, { info: filled.info, shipping: filled.way?.id });
    if (outcome === null) onClose();
    else setStage(outcome.ok ? { name: "done" } : { name: "refused", why: outcome.error });
  };
  const heading = {
    details: say("payForm"),
    ways: say("payWays"),
    ask: say(paid ? "paidAlready" : "payAsk", { price }),
    paying: say("payAsk", { price }),
    done: say("payDone"),
    refused: say("payRefused"),
  }[stage.name];
  const over = ["done", "refused"].includes(stage.name);
  const ok = useRef(null);
  useEffect(() => over && ok.current.focus(), [over]); // the button that had the focus is gone by then
  const shared = { say, language, onClose };
  return html`
    <${Sheet} title=${heading} onClose=${stage.name === "paying" ? () => {} : onClose}>
      ${stage.name === "details"
        ? filled.info && html`<${DetailsStage} ...${shared} given=${filled.info} failure=${failure} busy=${stage.busy}
            onNext=${details} />`
        : stage.name === "ways"
        ? html`<${WaysStage} ...${shared} ways=${stage.ways} currency=${currency} onNext=${chosen} />`
        : html`
          <div class="pay-seal ${stage.name}"><${Icon} name=${{ done: "check", refused: "close" }[stage.name] ?? "card"} /></div>
          <h2 class="sheet-title">${starred(heading)}</h2>
          <p class="sheet-text" role="status">
            ${stage.name === "refused" ? stage.why || say("payRefusedPlain") : stage.name === "paying" ? say("paying") : title}
          </p>
          ${stage.name === "ask" && filled.way && html`
            <${Sum} goods=${total_amount} way=${filled.way} currency=${currency} say=${say} language=${language} />
          `}
          ${over
            ? html`<div class="sheet-acts"><button type="button" class="wide main" ref=${ok} onClick=${onClose}>${say("ok")}</button></div>`
            : html`
              <div class="sheet-acts">
                <button type="button" class="wide" disabled=${stage.name === "paying"} onClick=${onClose}>${say("cancel")}</button>
                <button type="button" class="wide main" disabled=${stage.name === "paying"} onClick=${pay}>
                  <span>${paid ? say("payAgain") : starred(say("pay", { price }))}</span>
                </button>
              </div>
              ${again && html`<p class="sheet-note">${say("payAgainNote")}</p>`}
              <p class="sheet-note">${say("payNote")}</p>
            `}
        `}
    <//>
  `;
}

const Sum = ({ goods, way, currency, say, language }) => html`
  <dl class="pay-sum">
    <dt>${say("payGoods")}</dt><dd>${money(goods, currency, language)}</dd>
    <dt>${way.title}</dt><dd>${way.amount ? money(way.amount, currency, language) : say("payFree")}</dd>
  </dl>
`;
