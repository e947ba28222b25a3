"use strict";
// What the pages share: elements made from text alone, and records addressed by JSON pointers.

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(made.dataset, value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const keysOf = (path) => (path === "" ? [] : path.slice(1).split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~")));
const parentOf = (path) => path.slice(0, path.lastIndexOf("/"));
const lastOf = (path) => path.slice(path.lastIndexOf("/") + 1);
const isUnder = (path, top) => path === top || path.startsWith(`${top}/`);

function valueAt(record, path) {
  return keysOf(path).reduce((place, key) => (place === null || place === undefined ? undefined : place[key]), record);
}

// A part or a list that is null, or not there, comes to be on the way.
function putAt(record, path, value) {
  const keys = keysOf(path);
  const last = keys.pop();
  keys.reduce((place, key, at) => (place[key] ??= /^\d+$/.test(keys[at + 1] ?? last) ? [] : {}), record)[last] = value;
}

const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

// How a value reads: true and false in words, a list or a part by what is in it.
function said(value) {
  if (value === null || value === undefined) return "";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (Array.isArray(value)) return value.map(said).filter(Boolean).join(", ");
  if (typeof value === "object") return [...new Set(Object.values(value).map(said).filter(Boolean))].join(" · ");
  return String(value);
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

// Bring an element into view within its box, and only if it is out of view; a long way at once, a short one smoothly.
function reveal(box, element, share = 3) {
  if (!element) return;
  const outer = box.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  if (inner.top >= outer.top + 8 && inner.bottom <= outer.bottom - 8) return;
  const by = inner.top - outer.top - box.clientHeight / share;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(by) > 2 * box.clientHeight;
  box.scrollTo({ top: box.scrollTop + by, behavior: calm ? "instant" : "smooth" });
}

// A letter goes by its file's name; the folder before it is the same for most.
const shortName = (name) => name.split(/[\\/]/).pop() || name;
