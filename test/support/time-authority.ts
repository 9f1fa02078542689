import { createHash, sign } from 'node:crypto';
import { Constructed, GeneralizedTime, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  MessageImprint,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { type CertificateRequest, type Issued, issue } from './certificates.ts';

/** Somebody who confirms times: a certificate of its own, and those up to its root. */
export type TimeAuthority = { readonly own: Issued; readonly chain: readonly Issued[] };

/** The purpose of certificates that confirm times (RFC 3161, section 2.3). */
export const timeStamping = '1.3.6.1.5.5.7.3.8';

/** An authority with a root of its own; what is given changes its own certificate, the period the root's as well. */
export async function makeTimeAuthority(changes: Partial<CertificateRequest> = {}): Promise<TimeAuthority> {
  const { notBefore, notAfter } = changes;
  const root = await issue({
    commonName: 'Example Time Root',
    keyKind: 'P-256',
    isAuthority: true,
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  });
  const own = await issue({
    commonName: 'Example Time Authority',
    keyKind: 'P-256',
    issuer: root,
    purposes: [timeStamping],
    purposesAreCritical: true,
    ...changes,
  });
  return { own, chain: [own, root] };
}

/** What a token says in another way than an ordinary one. */
export type TokenChanges = {
  readonly time?: Date;
  readonly nonce?: Uint8Array;
  readonly version?: number;
  /** What is confirmed in place of the signature. */
  readonly imprintOf?: Uint8Array;
  /** The hash that is confirmed, as a request gives it. */
  readonly imprint?: Uint8Array;
  readonly imprintHash?: 'sha1' | 'sha256' | 'sha512';
  readonly extension?: { readonly oid: string; readonly critical: boolean };
  /** The hash of the attributes and of the signature. */
  readonly digest?: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  /** How the certificate is named: 2 is the newer way. Both may be given. */
  readonly named?: readonly (1 | 2)[];
  /** The certificates that are named in place of the own one, that one first. */
  readonly namedCertificates?: readonly Uint8Array[];
  /** Whether each named certificate comes with its issuer and serial number, as OpenSSL has it for a chain. */
  readonly namesIssuers?: boolean;
  readonly certificates?: readonly Uint8Array[];
  readonly withoutAttributes?: readonly string[];
  readonly contentType?: string;
  readonly unsigned?: boolean;
  readonly signers?: number;
  /** Parameters NULL where the standard allows them beside none. */
  readonly hashParameters?: boolean;
  readonly signAs?: 'named' | 'by-key';
};

const hashOids = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;

const signatureOids = {
  ec: {
    sha1: '1.2.840.10045.4.1',
    sha256: '1.2.840.10045.4.3.2',
    sha384: '1.2.840.10045.4.3.3',
    sha512: '1.2.840.10045.4.3.4',
  },
  rsa: {
    sha1: '1.2.840.113549.1.1.5',
    sha256: '1.2.840.113549.1.1.11',
    sha384: '1.2.840.113549.1.1.12',
    sha512: '1.2.840.113549.1.1.13',
  },
} as const;

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  rsa: '1.2.840.113549.1.1.1',
} as const;
export const timeOids = oids;

/** When the tokens of tests say that it is. */
export const confirmedAt = new Date('2026-11-22T10:00:09Z');

const bytes = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
const hashOf = (name: string, of: Uint8Array): Uint8Array => createHash(name).update(of).digest();
const octets = (value: Uint8Array): OctetString => new OctetString({ valueHex: Uint8Array.from(value) });

const algorithm = (oid: string, isNull: boolean): AlgorithmIdentifier =>
  new AlgorithmIdentifier({ algorithmId: oid, ...(isNull ? { algorithmParams: new Null() } : {}) });

function infoOf(signature: Uint8Array, changes: TokenChanges): Uint8Array {
  const { imprintOf = signature, imprintHash = 'sha256', nonce, extension } = changes;
  const { imprint = hashOf(imprintHash, imprintOf) } = changes;
  const info = new TSTInfo({
    version: changes.version ?? 1,
    policy: '1.2.3.4.1',
    messageImprint: new MessageImprint({
      hashAlgorithm: algorithm(hashOids[imprintHash], true),
      hashedMessage: octets(imprint),
    }),
    serialNumber: new Integer({ value: 7 }),
    genTime: changes.time ?? confirmedAt,
    ...(nonce === undefined ? {} : { nonce: new Integer({ valueHex: Uint8Array.from(nonce) }) }),
    ...(extension === undefined
      ? {}
      : {
          extensions: [
            new Extension({
              extnID: extension.oid,
              critical: extension.critical,
              extnValue: Uint8Array.of(5, 0).buffer,
            }),
          ],
        }),
  });
  return bytes(info.toSchema().toBER());
}

/** IssuerSerial of RFC 5035, section 5. */
function issuerOf(certificate: Uint8Array): Sequence {
  const { issuer, serialNumber } = Certificate.fromBER(Uint8Array.from(certificate));
  const name = new Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [issuer.toSchema()] });
  return new Sequence({ value: [new Sequence({ value: [name] }), serialNumber] });
}

/** SigningCertificate of RFC 2634 or SigningCertificateV2 of RFC 5035. */
function namedAs(version: 1 | 2, certificates: readonly Uint8Array[], namesIssuers: boolean): Attribute {
  const entries = certificates.map((certificate) => {
    const hash = octets(hashOf(version === 1 ? 'sha1' : 'sha256', certificate));
    return new Sequence({ value: namesIssuers ? [hash, issuerOf(certificate)] : [hash] });
  });
  const named = new Sequence({ value: [new Sequence({ value: entries })] });
  return new Attribute({
    type: version === 1 ? oids.signingCertificate : oids.signingCertificateV2,
    values: [named],
  });
}

function attributesOf({ own }: TimeAuthority, info: Uint8Array, changes: TokenChanges): readonly Attribute[] {
  const {
    digest = 'sha256',
    named = [2],
    namedCertificates = [own.certificate],
    namesIssuers = false,
  } = changes;
  const contentType = changes.contentType ?? oids.timestampInfo;
  const attributes = [
    new Attribute({ type: oids.contentType, values: [new ObjectIdentifier({ value: contentType })] }),
    new Attribute({ type: oids.signingTime, values: [new GeneralizedTime({ valueDate: confirmedAt })] }),
    new Attribute({ type: oids.messageDigest, values: [octets(hashOf(digest, info))] }),
    ...named.map((version) => namedAs(version, namedCertificates, namesIssuers)),
  ];
  const left = attributes.filter(({ type }) => changes.withoutAttributes?.includes(type) !== true);
  const encoded = (attribute: Attribute): Buffer => Buffer.from(attribute.toSchema().toBER());
  return left.sort((one, other) => Buffer.compare(encoded(one), encoded(other)));
}

/**
 * A timestamp token (RFC 3161), made with a library of its own so that the product's rules meet foreign ones.
 * @returns DER of a ContentInfo
 */
export function makeToken(
  authority: TimeAuthority,
  signature: Uint8Array,
  changes: TokenChanges = {},
): Uint8Array {
  const { own, chain } = authority;
  const { digest = 'sha256', hashParameters = true, signAs = 'named' } = changes;
  const info = infoOf(signature, changes);
  const signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: [...attributesOf(authority, info, changes)],
  });
  const signed = Buffer.from(signedAttrs.toSchema().toBER());
  signed[0] = 0x31;
  const value = sign(digest, signed, { key: own.privateKey, dsaEncoding: 'der' });
  const kind = own.privateKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
  const signatureOid = signAs === 'by-key' ? oids.rsa : signatureOids[kind][digest];
  const certificate = Certificate.fromBER(Uint8Array.from(own.certificate));
  const signerInfo = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
    digestAlgorithm: algorithm(hashOids[digest], hashParameters),
    signedAttrs,
    signatureAlgorithm: algorithm(signatureOid, kind === 'rsa'),
    signature: octets(value),
    ...(changes.unsigned === true
      ? {
          unsignedAttrs: new SignedAndUnsignedAttributes({
            type: 1,
            attributes: [new Attribute({ type: '1.2.3.4', values: [new Integer({ value: 1 })] })],
          }),
        }
      : {}),
  });
  const signedData = new SignedData({
    version: 3,
    digestAlgorithms: [algorithm(hashOids[digest], hashParameters)],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: oids.timestampInfo,
      eContent: octets(info),
    }),
    certificates: (changes.certificates ?? chain.map((issued) => issued.certificate)).map((der) =>
      Certificate.fromBER(Uint8Array.from(der)),
    ),
    signerInfos: Array.from({ length: changes.signers ?? 1 }, () => signerInfo),
  });
  const content = new ContentInfo({ contentType: oids.signedData, content: signedData.toSchema(true) });
  return bytes(content.toSchema().toBER());
}

/** A whole answer (TimeStampResp) with a token. */
export function grant(token: Uint8Array, status = 0): Uint8Array {
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status }),
    timeStampToken: ContentInfo.fromBER(Uint8Array.from(token)),
  });
  return bytes(response.toSchema().toBER());
}

/** A whole answer that declines. */
export const decline = (status = 2): Uint8Array =>
  bytes(new TimeStampResp({ status: new PKIStatusInfo({ status }) }).toSchema().toBER());

/** What a request asks for: the hash of something, the number that the answer repeats, the certificate along with it. */
export function readQuery(der: Uint8Array): {
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array | undefined;
  readonly wantsCertificate: boolean;
} {
  const request = TimeStampReq.fromBER(Uint8Array.from(der));
  const { nonce } = request;
  return {
    imprint: request.messageImprint.hashedMessage.valueBlock.valueHexView,
    nonce: nonce === undefined ? undefined : nonce.valueBlock.valueHexView,
    wantsCertificate: request.certReq === true,
  };
}

/** A whole answer to a request, as an authority gives it that is in order but for the changes. */
export function answerTo(
  authority: TimeAuthority,
  query: Uint8Array,
  changes: TokenChanges = {},
): Uint8Array {
  const { imprint, nonce } = readQuery(query);
  const own = { imprint, ...(nonce === undefined ? {} : { nonce }) };
  return grant(makeToken(authority, new Uint8Array(), { ...own, ...changes }));
}
