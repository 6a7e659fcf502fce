import { sendMessage } from '../send.js'
import type { Behaviour } from './element.js'

/** Sends a message: as a job where the drawing names one (Camunda 8), else to whoever waits for it. */
export const sendTask: Behaviour = { enter: sendMessage }
