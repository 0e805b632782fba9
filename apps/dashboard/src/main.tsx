import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
// First, so that what a component says of itself comes later and wins.
import './theme/mantine.css'
import './theme/page.css'
import { early, likelyWorkspace } from './api/early.ts'
import { App } from './App.tsx'
import { adoptStyles } from './theme/adopt-styles.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')

early.ask(likelyWorkspace(window.location.search))
adoptStyles(document)
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
