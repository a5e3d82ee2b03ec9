/* The officer's pages work without this; it only saves steps. */
'use strict';

// A form that is on its way is not sent a second time.
document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = 'yes';
});
// Back from the browser's memory: what was sent may be sent again.
window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]'))
        delete form.dataset.sent;
});

// Escape folds the question that is open and gives the keyboard back to what opened it.
document.addEventListener('keydown', (event) => {
    const ask = event.key === 'Escape' && event.target.closest('details.ask[open]');
    if (!ask)
        return;
    ask.open = false;
    ask.querySelector('summary').focus();
});

// Where a form came back with faults, go to the first.
const fault = document.querySelector('[aria-invalid="true"], .faulty input');
if (fault)
    fault.focus();

// On a small screen the navigation is a row that scrolls: show where one is.
const here = document.querySelector('.nav [aria-current]');
if (here)
    here.scrollIntoView({ block: 'nearest', inline: 'center' });

// How many words a summary has, while it is typed; the server counts again.
for (const text of document.querySelectorAll('textarea[data-words-max]')) {
    const most = Number(text.dataset.wordsMax);
    const counted = document.createElement('p');
    counted.className = 'counted';
    counted.setAttribute('aria-live', 'polite');
    const count = () => {
        const words = text.value.split(/\s+/u).filter(Boolean).length;
        counted.textContent = `${words}/${most} từ`;
        counted.classList.toggle('over', words > most);
    };
    text.after(counted);
    text.addEventListener('input', count);
    count();
}

// What belongs to one choice alone is shown with it: data-with="NAME=VALUE,VALUE".
for (const part of document.querySelectorAll('[data-with]')) {
    const [name, values] = part.dataset.with.split('=');
    const inputs = part.closest('form').querySelectorAll(`[name="${name}"]`);
    const chosen = () => [...inputs].filter((i) => i.type !== 'radio' || i.checked).map((i) => i.value);
    const show = () => {
        part.hidden = !chosen().some((value) => values.split(',').includes(value));
    };
    for (const input of inputs)
        input.addEventListener('change', show);
    show();
}

// And what is said as long as nothing of it is chosen: data-without="NAME".
for (const part of document.querySelectorAll('[data-without]')) {
    const inputs = [...part.closest('form').querySelectorAll(`[name="${part.dataset.without}"]`)];
    const show = () => {
        part.hidden = inputs.some((input) => input.checked);
    };
    for (const input of inputs)
        input.addEventListener('change', show);
    show();
}

// One box for all rows that may be picked.
for (const all of document.querySelectorAll('[data-pick-all]')) {
    const boxes = [...all.form.querySelectorAll('input[name="pick"]')];
    all.closest('.pick-all').hidden = boxes.length < 2;
    all.addEventListener('change', () => {
        for (const box of boxes)
            box.checked = all.checked;
    });
}
