// Windows, double clicks and bad networks. Every page also works without this file.
"use strict";
(() => {
  const NO_NETWORK = "ติดต่อเครื่องแม่ข่ายไม่ได้ ข้อความที่ท่านพิมพ์ยังอยู่ครบ กรุณาตรวจสอบเครือข่ายแล้วลองอีกครั้ง";
  const NO_ANSWER = "ระบบไม่สามารถดำเนินการได้ในขณะนี้ ข้อความที่ท่านพิมพ์ยังอยู่ครบ กรุณาลองอีกครั้ง";
  const BUSY_MS = 15000;
  const shell = document.getElementById("window");
  let opener = null;
  let changed = false;

  const region = () =>
    (shell && shell.open && shell.querySelector("[data-messages]")) || document.getElementById("messages");

  function say(sentence) {
    const notice = document.createElement("div");
    notice.className = "notice notice-error";
    notice.setAttribute("role", "alert");
    const text = document.createElement("p");
    text.textContent = sentence;
    notice.append(text);
    region().replaceChildren(notice);
    region().focus();
  }

  // form.elements also knows the buttons that stand outside the form.
  const buttons = (form) => [...form.elements].filter((element) => element.type === "submit");

  function release(form) {
    delete form.dataset.busy;
    for (const button of buttons(form)) button.removeAttribute("aria-disabled");
  }

  function releaseAll() {
    document.querySelectorAll("form[data-busy]").forEach(release);
  }

  // A second click on the same form does nothing until the first is answered.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if ("download" in form.dataset) return;
    form.dataset.busy = "yes";
    for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
    setTimeout(release, BUSY_MS, form);
  }, true);
  window.addEventListener("pageshow", releaseAll);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && shell && shell.open) {
      event.preventDefault();
      shell.close();
    }
  });

  // A file that would be refused for its size is not sent at all: an office's line is slow.
  document.addEventListener("change", (event) => {
    const { files, dataset } = event.target;
    if (!files || !files[0] || !dataset.mostBytes || files[0].size <= Number(dataset.mostBytes)) return;
    event.target.value = "";
    say(dataset.tooLarge);
  });

  if (shell) {
    shell.addEventListener("close", () => {
      shell.replaceChildren();
      if (changed) {
        window.location.reload();
      } else if (opener && opener.isConnected) {
        opener.focus();
      }
      opener = null;
    });
  }

  function focusable(element) {
    return element.matches("a, button, input, select, textarea") ? element : element.querySelector("button, a");
  }

  const isPolling = (event) => "polls" in event.detail.elt.dataset;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (shell && !shell.open && event.detail.target === shell) opener = focusable(event.detail.elt);
  });

  // A form again, with its errors, and a whole window go where they came from. Other refusals are a sentence.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail;
    if (answer.xhr.status < 400) return;
    answer.isError = false; // it is answered here, not in the console
    if (isPolling(event)) {
      answer.shouldSwap = false;
      if (answer.xhr.status < 500) window.location.reload(); // gone, or signed out: the page says so
      return;
    }
    if (answer.xhr.status === 422 || answer.xhr.getResponseHeader("X-Kp7-Window")) {
      answer.shouldSwap = true;
    } else if (answer.xhr.getResponseHeader("X-Kp7-Notice")) {
      answer.target = region();
      answer.shouldSwap = true;
      answer.swapOverride = "innerHTML";
    } else {
      answer.shouldSwap = false;
      say(NO_ANSWER);
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target === shell) {
      if (!shell.open) shell.showModal();
      (shell.querySelector("[data-focus]") || document.getElementById("window-heading")).focus();
    } else if (target.matches("[data-messages]")) {
      target.focus();
    }
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    releaseAll();
    const { requestConfig, xhr } = event.detail;
    const done = requestConfig.verb !== "get" && xhr.status >= 200 && xhr.status < 400;
    if (done && shell && shell.open) changed = true;
  });
  // What a page asks for by itself is asked for again; nobody is told, nothing is typed.
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => {
      if (!isPolling(event)) say(NO_NETWORK);
    });
  }

  // A column of amounts: Enter and the arrows go along it, and the difference follows what is typed.
  const STAYS = /^[-–—−]$/;
  const column = (name) => [...document.querySelectorAll(`[data-down="${name}"]`)];
  const baht = (number) => number.toLocaleString("en-US", { maximumFractionDigits: 2, signDisplay: "exceptZero" });

  function amountIn(text) {
    const plain = text.replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0x0e50).replace(/[,\s]|บาท$/g, "");
    return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : null;
  }

  function compare(input) {
    const row = input.closest("tr");
    const typed = input.value.trim();
    const stays = STAYS.test(typed);
    const [before, after] = [amountIn(input.dataset.before), amountIn(typed)];
    const known = before !== null && after !== null;
    const percent = before ? ` (${((after - before) / before * 100).toFixed(2)}%)` : "";
    row.querySelector("[data-difference]").textContent = stays ? "ไม่ได้เลื่อน" : known ? baht(after - before) + percent : "";
    row.classList.toggle("row-lower", known && after < before);
    row.querySelector("[data-stays]").checked = stays;
    const filled = document.querySelector("[data-filled]");
    if (filled) filled.textContent = column("salary").filter((one) => one.value.trim()).length;
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-before]")) compare(event.target);
    if (!event.target.matches("[data-stays]")) return;
    const input = document.getElementById(event.target.dataset.stays);
    input.value = event.target.checked ? "-" : "";
    compare(input);
  });

  document.addEventListener("keydown", (event) => {
    const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.isComposing || !event.target.matches("[data-down]")) return;
    if (event.target.matches("select") && event.key !== "Enter") return;
    event.preventDefault(); // what is typed in the last one is saved by the button, not by a slip
    const along = column(event.target.dataset.down);
    const next = along[along.indexOf(event.target) + by];
    if (next && next.select) next.select();
    (next || (by > 0 ? document.querySelector("[data-after-column]") : null) || event.target).focus();
  });

  // In a menu that scrolls sideways the current item is to be seen.
  for (const current of document.querySelectorAll(".menu [aria-current], .side [aria-current=page], .tabs [aria-current]")) {
    current.scrollIntoView({ inline: "center", block: "nearest" });
  }

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
})();
