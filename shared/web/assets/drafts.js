// Keeps what is typed into [data-draft] forms on the server, so that a closed browser loses nothing.
// Without this script the button "save for later" does the same.
"use strict";

const QUIET = 2000; // milliseconds without a key before the form is kept

for (const form of document.querySelectorAll("form[data-draft]")) {
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  form.append(said);
  let waiting = 0;

  const keep = async () => {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("draft", "typing");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields });
      said.textContent = answer.status === 204 ? form.dataset.draft : "";
    } catch {
      said.textContent = ""; // no connection: the next key tries again
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, QUIET);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
