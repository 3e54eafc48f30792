/** A portico: what a stoa is. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#1a5490" d="M8 1l7 4v1H1V5zM2 7h2v6H2zm5 0h2v6H7zm5 0h2v6h-2zM1 14h14v1.5H1z"/></svg>`;
