// The calendar of a date field writes today's date over what it cannot read. What was typed stays; the server says what is wrong.

document.addEventListener("blur", ({ target }) => window.jQuery?.(target).off("blur.xdsoft"), true);
