import './Wordmark.css'

export const Wordmark = () => (
  <a className="wordmark" href="/" aria-label="Airgraph, overview">
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden>
      <rect width="32" height="32" rx="8" />
      <path d="M7 22.5 13 12l5 6.5L25 9" />
      <circle cx="25" cy="9" r="2.6" />
    </svg>
    <span>Airgraph</span>
  </a>
)
