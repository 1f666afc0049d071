// The sheet that shows a citation in its context. The dialog itself handles Esc and gives the focus back.

import * as service from "./service.js";
import * as templates from "./templates.js";

const sheet = document.getElementById("sheet");
const title = document.getElementById("sheet-title");
const origin = document.getElementById("sheet-origin");
const section = document.getElementById("sheet-section");
const body = document.getElementById("sheet-body");
let latest = null;

/** Open the passage that a citation's link points at. */
export async function open(link) {
  latest = link;
  title.textContent = link.querySelector("[data-part=title]").textContent;
  origin.textContent = link.querySelector("[data-part=origin]")?.textContent ?? "";
  section.textContent = "";
  body.textContent = templates.words("loading");
  sheet.showModal();
  title.focus();
  try {
    const context = await service.context(new URL(link.href).search);
    if (latest === link) show(context);
  } catch (error) {
    if (latest === link) body.textContent = error instanceof service.Refusal ? error.message : templates.words("noContext");
  }
}

function show(context) {
  section.textContent = context.section.join(" › ");
  body.replaceChildren(templates.passage(context));
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
}

sheet.addEventListener("click", (event) => {
  const outside = event.target === sheet; // its content covers it, so only the backdrop is left
  if (outside || event.target.closest("[data-action=close]")) sheet.close();
});
