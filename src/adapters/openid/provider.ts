import * as openid from 'openid-client'
import type { OpenId } from '../../commands/desk.js'
import type { OpenIdConfig } from '../../config.js'
import { personOf } from './claims.js'

const TIMEOUT_S = 5

/** What the provider answers after the person said no there (RFC 6749 §4.1.2.1); anything else is the provider's fault. */
const REFUSED = new Set(['access_denied', 'login_required', 'interaction_required', 'consent_required'])

/**
 * Signs people in at an OpenID Connect provider: authorisation code with PKCE, state and nonce. Its metadata are read at
 * the first use, so that a provider that is down does not keep the desk from starting.
 * @param returnTo the full address of the desk to which browsers come back
 * @param report hears what the provider did wrong; it gets no personal data and no secret
 */
export function openIdProvider(
  { issuer, clientId, clientSecret, claims }: OpenIdConfig,
  { returnTo, leftTo, report }: { returnTo: string; leftTo: string; report: (message: string) => void },
): OpenId {
  let found: Promise<openid.Configuration> | null = null
  const configuration = async (): Promise<openid.Configuration | null> => {
    found ??= openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === null ? openid.None() : openid.ClientSecretBasic(clientSecret),
      { timeout: TIMEOUT_S, ...(isLoopback(issuer) ? { execute: [openid.allowInsecureRequests] } : {}) },
    )
    try {
      return await found
    } catch (error) {
      found = null
      report(`the OpenID provider could not be read: ${reasonOf(error)}`)
      return null
    }
  }
  return {
    begin: async () => {
      const config = await configuration()
      if (!config) return null
      const kept = {
        state: openid.randomState(),
        nonce: openid.randomNonce(),
        verifier: openid.randomPKCECodeVerifier(),
      }
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: returnTo,
        scope: 'openid profile email phone',
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, kept }
    },
    finish: async (returned, kept) => {
      const config = await configuration()
      if (!config) return { kind: 'down' }
      try {
        const tokens = await openid.authorizationCodeGrant(config, returned, {
          pkceCodeVerifier: kept.verifier,
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          idTokenExpected: true,
        })
        const told = tokens.claims()
        if (!told) return { kind: 'refused', why: 'wrong-credentials' }
        const more = config.serverMetadata().userinfo_endpoint
          ? await openid.fetchUserInfo(config, tokens.access_token, told.sub)
          : {}
        const person = personOf({ ...told, ...more }, claims)
        if (person) return { kind: 'found', person }
        report(`the OpenID provider tells no ${claims.id}, preferred_username or name of somebody`)
        return { kind: 'refused', why: 'wrong-credentials' }
      } catch (error) {
        const said = error instanceof openid.AuthorizationResponseError ? error.error : null
        if (said === null || !REFUSED.has(said)) report(`a sign-in at the OpenID provider failed: ${reasonOf(error)}`)
        return { kind: 'refused', why: 'wrong-credentials' }
      }
    },
    leave: async () => {
      const config = await configuration()
      return config?.serverMetadata().end_session_endpoint
        ? openid.buildEndSessionUrl(config, { post_logout_redirect_uri: leftTo }).href
        : null
    },
  }
}

const isLoopback = (address: string): boolean => /^http:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])[:/]/.test(address)

/** The kind of a fault; messages may repeat what a token said. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
