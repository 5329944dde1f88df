import { isEmail } from './emails.ts';
import type { FieldKind } from './field-kind.ts';
import { isPublicIp } from './ip-addresses.ts';
import { isWrittenSsn, nationalNumbers } from './national-numbers.ts';
import { personal } from './personal.ts';
import { personNames } from './person-names.ts';
import { isPhoneSomewhere, isWrittenPhone, NUMBER_OF_THINGS } from './phones.ts';

/** Accounts that every installation has. */
const OF_MACHINES =
  /^(?:root|admin(?:istrator)?|postgres|mysql|sa|app|api|svc|service|system|default|guest|nobody|www-data|ubuntu|user|test|anonymous|public|elastic|rabbitmq)$/i;

function isUserName(text: string): boolean {
  if (OF_MACHINES.test(text)) return false;
  return /^[\w.@+-]{3,40}$/.test(text) && /[a-z]/i.test(text) && !/^[0-9a-f-]{16,}$/i.test(text);
}

/** Days, as stores and people write them. */
const DAY =
  /^(?:(?:18|19|20)\d\d[-/.]?(?:0?[1-9]|1[0-2])[-/.]?(?:0?[1-9]|[12]\d|3[01])(?:[T ]00:00.{0,20})?|(?:0?[1-9]|[12]\d|3[01])[-/.](?:0?[1-9]|[12]\d|3[01])[-/.](?:18|19|20)\d\d)$/;

function isDay(text: string): boolean {
  return text.length <= 40 && DAY.test(text.trim());
}

/** Somewhere to send a letter: words and mostly a number, and no address of a machine. */
function isPostalAddress(text: string): boolean {
  if (text.length < 6 || text.length > 300 || /@|:\/\/|^0x|^[\d.:a-f/]+$|[{}<>=]/i.test(text))
    return false;
  return (
    /\p{L}{3}/u.test(text) &&
    /\s/.test(text.trim()) &&
    (/\d/.test(text) ||
      /\p{L}{3,} (?:st|street|road|strasse|straße|platz|weg|rue|via|calle|ave|avenue|lane|drive)\b/iu.test(
        text,
      ))
  );
}

function isPostalCode(text: string): boolean {
  return /^[A-Z\d][A-Z\d -]{2,9}$/i.test(text) && /\d/.test(text);
}

const FEWEST_DIGITS = 3;

function isDocumentNumber(text: string): boolean {
  return (
    /^[A-Z\d][A-Z\d ./-]{4,22}$/i.test(text) &&
    (text.match(/\d/g)?.length ?? 0) >= FEWEST_DIGITS &&
    !/^(?:19|20)\d\d-\d\d-\d\d/.test(text)
  );
}

function isWords(text: string): boolean {
  return text.length <= 100 && /\p{L}{3}/u.test(text) && !/[_{}=<>]|:\/\//.test(text);
}

/** Three characters at least twice over: what a machine calls a device. */
function isMac(text: string): boolean {
  return /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text);
}

function isImei(text: string): boolean {
  return /^\d{2}[- ]?\d{6}[- ]?\d{6}[- ]?\d$/.test(text);
}

/** Of national numbers whose form says little, this many must pass: one in ten of any number does. */
/** Of these the names are words of other things too. */
const SHORT_NAMES = new Set(['chile-rut', 'india-pan', 'singapore-nric', 'sweden-personnummer']);
const ALONE_NUMBER = { share: 0.85, distinct: 8 };

function aloneOf(kind: string, speaks: boolean): NonNullable<FieldKind['alone']> {
  if (kind === 'us-ssn') return { share: 0.6, distinct: 4, test: isWrittenSsn };
  return speaks ? { share: 0.6, distinct: 4 } : ALONE_NUMBER;
}

/** The words of states for the numbers of their people, as far as they mean nothing else. */
const OF_A_STATE = new RegExp(
  nationalNumbers
    .filter(({ kind }) => !SHORT_NAMES.has(kind))
    .map(({ name }) => name.source)
    .join('|'),
);

/** Four numbers with dots between them. */
const OF_VERSIONS = /_(?:version|kernel|firmware|fw|release|build|revision|oid|ver)_/;

export const personalKinds: readonly FieldKind[] = [
  personal(
    'email',
    /_(?:e_?mails?|e_?mail_(?:address|addr|id)(?:es)?|mail_(?:address|addr)|mails?|recipients?|senders?|correo|courriel|почта|邮箱|mailto|email_to|email_from|e_?posta|adres_email|sahkoposti|epost|correo_electronico|adresse_(?:mail|email))(?:_?\d)?_/,
    isEmail,
    {
      unless:
        /_(?:template|subject|body|queue|server|host|port|notifications?|settings|id_token|list_id|preferences?)_|_id_$/,
      alone: { share: 0.5, distinct: 2 },
      strength: 0.99,
      nameStrength: 0.8,
    },
  ),
  personal(
    'phone',
    /_(?:phones?|phone_(?:number|no|num)s?|mobiles?|mobile_(?:number|no|num|phone)|cell_?(?:phone)?|tel|telephone|msisdn|fax|whatsapp|handy|telefon(?:nummer)?|mobil(?:nummer|nr|telefon)?|rufnummer|puhelin(?:numero)?|nr_telefonu|telefoonnummer|mobiel|celular|cellulare|cel|tel_(?:portable|fixe|mobile)|portable|cep_telefonu|shouji|telf\d|telefonszam|telemovel|cell_no|no_hp|kinito|tilefono|contact_(?:number|no)|telefono|telefone|movil|movel|телефон|手机号?|电话)(?:_?\d)?_/,
    isPhoneSomewhere,
    {
      unless: /_(?:model|os|brand|app|version|device|ext|country)_/,
      strength: 0.97,
      nameStrength: 0.75,
    },
  ),
  personal('phone', /(?!)/, isWrittenPhone, {
    alone: { share: 0.7, distinct: 3, unless: NUMBER_OF_THINGS },
    strength: 0.95,
  }),
  ...personNames,
  personal(
    'username',
    /_(?:user_?name|screen_?name|nick_?name|login_?name|login|account_?name|twitter_handle|instagram|telegram_(?:user|handle)|benutzer(?:_?name)?|anmelde_?name|usuario|nombre_usuario|utilisateur|identifiant|utente|nome_?utente|gebruikers?_?naam|uzytkownik|anvandarnamn|brukernavn|kullanici_?adi|логин)_$/,
    isUserName,
    {
      unless: /_(?:db|database|service|smtp|ftp|bucket|storage|bank)_/,
      strength: 0.75,
      nameStrength: 0.55,
    },
  ),
  personal(
    'birth-date',
    /_(?:dob|born(?:_on)?|(?:\w+_)?(?:birth_?(?:dates?|day)|date_(?:of_)?birth|geburts_?(?:datum|tag)|geb_?datum|(?:date_(?:de_)?)?naissance|nacimiento|nascimento|nascita|geboorte_?datum|data_urodzenia|fodsels?_?dato?|fodelse_?datum|syntyma_?aika|dogum_tarihi|szuletesi_(?:datum|ido)|datum_narozeni|data_nasterii|tanggal_lahir)|дата_рождения|дата_народження|chusheng_?riqi|生年月日|出生日期|생년월일)_/,
    isDay,
    { strength: 0.97, nameStrength: 0.85, isThing: true },
  ),
  personal(
    'postal-address',
    /_(?:(?:street|home|postal|mailing|shipping|billing|delivery|residential|permanent|customer|patient|user|office)_?addr(?:ess)?(?:es)?(?:_line)?|address_line|(?:ship|bill|home|mail)?_?addr(?:ess)?(?:_?\d|_line_?\d)?|address_lines?|street(?:_?\d)?|street_name|strasse|adresse|direccion|endereco|indirizzo|residence|domicile|domicilio|anschrift|adres|osoite|adress|adresi?|logradouro|rua|ulica|calle|rue|straat(?:naam)?|адрес|地址|住所|주소|\p{L}*adress?e?|stras|ulice|utca|lakcim|morada|alamat|adresa|gade|gateadresse|вулиця|адреса|улица)(?:_\d)?_/u,
    isPostalAddress,
    {
      unless:
        /_(?:ip|mac|email|mail|wallet|contract|memory|net|network|server|host|bind|listen|peer|web|url|remote|token|btc|eth|public)_/,
      nameStrength: 0.6,
    },
  ),
  personal(
    'postal-code',
    /_(?:zip|zip_?code|post_?code|postal_?code|plz|postleitzahl|cap|cep|codigo_postal|code_postal|kod_pocztowy|postnummer|postinumero|postnr|psc|pstlz|iranyitoszam|kode_pos|cod_postal|posta_kodu|индекс|邮编|郵便番号|pin_?code)_/,
    isPostalCode,
    { unless: /_(?:file|archive|gzip)_/, strength: 0.75, nameStrength: 0.55 },
  ),
  personal('passport-number', /_passport(?:_(?:number|no|num|nr|id))?_$/, isDocumentNumber, {
    strength: 0.92,
    nameStrength: 0.85,
  }),
  personal(
    'driving-licence',
    /_(?:driv(?:er|ers|ing)_?licen[cs]e|dl)(?:_(?:number|no|num|nr|id))?_$/,
    isDocumentNumber,
    { strength: 0.9, nameStrength: 0.8 },
  ),
  ...nationalNumbers.map(({ kind, name, test, speaks }) =>
    personal(kind, name, test, {
      alone: aloneOf(kind, speaks),
      group: 'national',
      strength: 0.97,
      nameStrength: 0.75,
    }),
  ),
  personal(
    'national-id',
    /_(?:national_?id|national_?id_?(?:number|no)|identity_(?:number|no|card)|id_card(?:_(?:number|no))?|citizen_id|personal_(?:number|code|id)|tax_?id|tax_?(?:number|no)|tin|itin|nin|id_document|document_number|government_id|ssn_last4|ssn|cnp|cpr(?:_?(?:nr|nummer|number))?|fodselsnummer|personnummer|rodne_cislo|nik|no_ktp|oib|egn|jmbg|emso|kennitala|isikukood|asmens_kodas|teudat_zehut|cuil|cedula|svnr|sv_nummer|pps(?:_?(?:number|no))?|dui|curp|tfn|my_?number|個人番号)_/,
    isDocumentNumber,
    {
      unless: /_(?:company|vendor|merchant|business)_/,
      group: 'national',
      strength: 0.85,
      nameStrength: 0.75,
    },
  ),
  // By its name alone: test data and typing errors fail the check.
  personal('national-id', OF_A_STATE, isDocumentNumber, { group: 'national', strength: 0.7 }),
  personal(
    'ip-address',
    /_(?:ips?|ip_?addr(?:ess)?(?:es)?|(?:client|remote|user|visitor|source|src|peer|login|last|sign_?in|customer|x_forwarded_for|forwarded_for|real|signup|registration|http)_?(?:ip|addr|ip_?addr(?:ess)?)|x_forwarded_for|remote_addr|ipv[46])_$/,
    isPublicIp,
    {
      unless:
        /_(?:server|dst|dest|destination|host|node|target|listen|bind|gateway|dns|pod|cluster|backend|upstream)_/,
      alone: { share: 0.9, distinct: 6, unless: OF_VERSIONS },
      strength: 0.85,
      nameStrength: 0.6,
    },
  ),
  personal('mac-address', /_(?:mac|mac_?addr(?:ess)?|bssid|device_mac)_/, isMac, {
    strength: 0.85,
    nameStrength: 0.5,
  }),
  personal('imei', /_imei_/, isImei, { strength: 0.9, nameStrength: 0.7 }),
  personal(
    'special-category',
    /_(?:religion|konfession|religious_(?:affiliation|belief)s?|ethnicity|ethnic_(?:group|origin)|sexual_orientation|political_(?:party|views?|opinions?|affiliation)|trade_union|criminal_records?|caste)_$/,
    isWords,
    { strength: 0.85, nameStrength: 0.75 },
  ),
];
