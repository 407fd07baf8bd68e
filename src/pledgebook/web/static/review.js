"use strict";
// The review by keyboard: each key presses the button or follows the link that carries it as data-key.
(() => {
  const writing = (element) => element.closest("input, textarea, select");
  const amend = document.getElementById("amend");
  let busy = false; // a second key while the page is sent must not decide twice

  const open = (id) => {
    const element = document.getElementById(id);
    if (element instanceof HTMLDialogElement) { element.open ? element.close() : element.showModal(); return; }
    element.open = true;
    element.scrollIntoView({ block: "nearest" });
    element.querySelector("select, input[type=text]").focus();
  };
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.method === "dialog") return;
    if (busy) { event.preventDefault(); return; }
    busy = true;
  });
  window.addEventListener("pageshow", () => { busy = false; });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && amend && amend.open && !document.querySelector("dialog[open]")) {
      amend.open = false;
      document.activeElement.blur();
      return;
    }
    if (event.key === "Enter" && event.ctrlKey && event.target.form && amend && amend.contains(event.target)) {
      event.preventDefault();
      event.target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || busy) return;
    if (event.target instanceof Element && writing(event.target)) return;
    const help = document.querySelector("dialog[open]");
    if (help && event.key !== "?") return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });

  for (const select of document.querySelectorAll("select[data-defines]")) {
    select.addEventListener("change", () => {
      const chosen = select.selectedOptions[0];
      document.getElementById(select.dataset.defines).textContent = (chosen && chosen.dataset.definition) || "";
    });
  }

  // Offsets are told in characters as the book counts them, not in the halves of UTF-16.
  const text = document.getElementById("passage");
  const length = (words) => Array.from(words).length;
  const passage = text && text.querySelector("mark");
  if (passage) { // the text scrolls within its frame, the page stays where it is
    const below = passage.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop = Math.max(0, below - text.clientHeight / 3);
  }
  if (text) document.addEventListener("mouseup", () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    if (!words.trim()) return;
    const start = Number(text.dataset.start) + length(before.toString()) + length(words) - length(words.trimStart());
    document.getElementById("start").value = start;
    document.getElementById("end").value = start + length(words.trim());
    document.getElementById("chosen").textContent = words.trim();
    amend.open = true;
  });
})();
