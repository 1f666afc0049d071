// What the desk does besides its forms, which work without it.

document.documentElement.classList.add("scripted");
