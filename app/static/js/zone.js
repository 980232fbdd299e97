/* The time zone of this device, offered where nobody has chosen one yet. */
(() => {
  const field = document.querySelector("[data-zone]");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (field?.value === "UTC" && zone) field.value = zone;
})();
