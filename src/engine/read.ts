import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { Problem } from './model.js'
import { problem } from './problems.js'

export type Element = ModdleElement

export interface Read {
  readonly root: Element | null
  readonly problems: readonly Problem[]
}

/** Characters; the largest drawings people make have a few hundred thousand. */
export const MOST_CHARACTERS = 10_000_000

/** Reads BPMN 2.0 XML with the extension elements of Camunda 8. What the XML does wrong comes back as problems. */
export async function readXml(xml: string): Promise<Read> {
  const fault = xmlFault(xml)
  if (fault) return { root: null, problems: [fault] }
  try {
    const { rootElement, warnings } = await new BpmnModdle({ zeebe }).fromXML(xml)
    const problems = warnings.map(({ message, property, element, value }) =>
      property === undefined || message.startsWith('unknown attribute')
        ? problem('xml-warning', element?.id ?? null, message)
        : problem('unresolved-reference', element?.id ?? null, `${property.split(':').at(-1)}: ${value}`),
    )
    return { root: rootElement, problems }
  } catch (error) {
    return { root: null, problems: [problem('not-bpmn', null, error instanceof Error ? error.message : String(error))] }
  }
}

/** What makes a file one that is not even read: its size, or entities of its own, which no BPMN tool writes. */
export function xmlFault(xml: string): Problem | null {
  if (xml.length > MOST_CHARACTERS) return problem('too-large', null, `${xml.length} > ${MOST_CHARACTERS}`)
  return xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY') ? problem('not-bpmn', null, 'DOCTYPE') : null
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && '$type' in value

export const child = (element: Element | null | undefined, name: string): Element | null => {
  const value = element?.[name]
  return isElement(value) ? value : null
}

export const children = (element: Element | null | undefined, name: string): readonly Element[] => {
  const value = element?.[name]
  return Array.isArray(value) ? value.filter(isElement) : []
}

export const text = (element: Element | null | undefined, name: string): string | null => {
  const value = element?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export const flag = (element: Element | null | undefined, name: string, fallback: boolean): boolean => {
  const value = element?.[name]
  return typeof value === 'boolean' ? value : fallback
}

/** The body of an expression element, such as `conditionExpression`. */
export const bodyOf = (element: Element | null | undefined, name: string): string | null =>
  text(child(element, name), 'body')?.trim() ?? null

/** The extension element of a type, such as `zeebe:TaskDefinition`. */
export const extension = (element: Element | null, type: string): Element | null =>
  children(child(element, 'extensionElements'), 'values').find((one) => one.$type === type) ?? null

/** The properties of an element, by name (`zeebe:properties`). */
export function propertiesOf(element: Element): Readonly<Record<string, string>> {
  const list = children(extension(element, 'zeebe:Properties'), 'properties')
  return Object.fromEntries(list.map((one) => [text(one, 'name') ?? '', text(one, 'value') ?? '']))
}

export const idOf = (element: Element | null | undefined): string => element?.id ?? ''
