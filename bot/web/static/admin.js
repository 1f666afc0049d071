// What the desk does besides its forms, which all work without it.

document.documentElement.classList.add("scripted");

// On a phone the navigation scrolls sideways: show where one is.
document.querySelector(".pages [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// A menu closes when one goes on elsewhere.
const menu = () => document.querySelector(".account");
document.addEventListener("click", (event) => {
  if (!menu().contains(event.target)) menu().open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu().open) return;
  menu().open = false;
  menu().querySelector("summary").focus();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const usual = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "已复制";
  } catch {
    button.textContent = "没能复制，请选中后复制"; // not allowed, or no clipboard without TLS
  }
  setTimeout(() => (button.textContent = usual), 2500);
});

// What is sent once shall not be sent twice by an impatient second click.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

// Files are sent with a bar that tells how far they are; then the page that answers takes this one's place.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.enctype !== "multipart/form-data" || event.defaultPrevented) return;
  event.preventDefault();
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  const said = Object.assign(document.createElement("p"), { textContent: "正在上传……" });
  said.setAttribute("role", "status");
  bar.setAttribute("aria-label", "上传进度");
  form.append(said, bar);
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
  request.upload.addEventListener("load", () => {
    said.textContent = "已上传，正在核对……";
    bar.removeAttribute("value");
  });
  request.addEventListener("load", () => {
    history.pushState(null, "", request.responseURL);
    document.body.replaceWith(new DOMParser().parseFromString(request.response, "text/html").body);
  });
  request.addEventListener("error", () => {
    said.textContent = "没有上传成功，请检查网络后再试。";
    bar.remove();
    delete form.dataset.sent;
  });
  request.open("POST", form.action);
  request.send(new FormData(form));
});
addEventListener("popstate", () => location.reload());
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A page that shows work going on looks again by itself.
const waiting = document.querySelector("[data-refresh]");
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.refresh));
