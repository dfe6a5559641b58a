/** Every word the page itself says, in both languages; what the bot says is never translated. */

const STRINGS = {
  en: {
    title: "Voronka · preview",
    persons: "Prospects",
    newPerson: "New prospect",
    names: "Anna,Ben,Clara,David,Emma,Frank,Grace,Henry,Ivy,Jack,Kate,Leo",
    noPersons: "Nobody here yet",
    noPersonsHint: "Add a prospect and walk through the funnel as they would.",
    showPersons: "Show the list of prospects",
    hidePersons: "Hide the list of prospects",
    unread: "unread: {count}",
    language: "Язык: русский",
    otherLanguage: "RU",
    bot: "bot",
    typing: "typing…",
    blockedState: "blocked the bot",
    chatLog: "Chat with the bot",
    actions: "More actions",
    block: "Block the bot",
    unblock: "Unblock the bot",
    letCallsFail: "Let calls fail",
    letCallsSucceed: "Let calls succeed",
    start: "START",
    startHint: "Press START, or come by one of the funnel's links",
    startLinks: "Start links",
    noText: "What can this bot do?",
    write: "Message",
    send: "Send",
    tooLong: "{count} characters over Telegram's 4096",
    attach: "Attach",
    photo: "Photo",
    document: "Document",
    sticker: "Sticker",
    contact: "My contact",
    phone: "Phone number",
    shareContact: "Share the phone number?",
    share: "Share",
    cancel: "Cancel",
    ok: "OK",
    close: "Close",
    edited: "edited",
    today: "Today",
    latest: "To the latest message",
    enlarge: "Enlarge the photo",
    photoAlt: "Photo",
    download: "Download {name}",
    spoiler: "Hidden text, press to show",
    video: "Video",
    audio: "Audio",
    stickerAlt: "Sticker",
    location: "Location",
    unknownKind: "A message the preview cannot draw",
    opensTab: "opens a new tab",
    pays: "payment",
    copies: "copies the text",
    copied: "Copied",
    notCopied: "The browser does not let the page copy. The text: {text}",
    onlyTelegram: "This button works in Telegram only",
    openLink: "Open this link?",
    open: "Open",
    invoice: "Invoice",
    pay: "Pay {price}",
    payAsk: "Pay {price}?",
    payNote: "A rehearsal: no money moves.",
    payAgain: "Pay again",
    paid: "Paid",
    paidAlready: "Already paid",
    paying: "The bot is being asked…",
    payDone: "Payment went through",
    payRefused: "The payment did not go through",
    payRefusedPlain: "The bot did not say why.",
    paidLine: "Paid {price}",
    refundedLine: "Refunded {price}",
    clock: "The bot's clock",
    moveNext: "To the next follow-up",
    moveNextShort: "Next",
    nextAt: "Next follow-up {in}: {at}",
    nextBrief: "next {in}\n({at})",
    noNext: "No follow-up is waiting",
    moveHour: "+1 hour",
    moveDay: "+1 day",
    moving: "The clock is moving…",
    lost: "Connection lost, trying again…",
    unreachable: "The preview does not answer. Is the bot still running?",
    serverError: "The preview answered with an error ({status}).",
    connecting: "Connecting…",
    broken: "The page met an error of its own: {text}",
    bytes: "{n} B",
    kilobytes: "{n} KB",
    megabytes: "{n} MB",
  },
  ru: {
    title: "Воронка · предпросмотр",
    persons: "Подписчики",
    newPerson: "Новый подписчик",
    names: "Анна,Борис,Вера,Глеб,Дарья,Егор,Женя,Зоя,Игорь,Ксения,Лев,Мария",
    noPersons: "Пока никого нет",
    noPersonsHint: "Добавьте подписчика и пройдите воронку его глазами.",
    showPersons: "Показать подписчиков",
    hidePersons: "Скрыть подписчиков",
    unread: "непрочитанных: {count}",
    language: "Language: English",
    otherLanguage: "EN",
    bot: "бот",
    typing: "печатает…",
    blockedState: "бот заблокирован",
    chatLog: "Чат с ботом",
    actions: "Ещё действия",
    block: "Заблокировать бота",
    unblock: "Разблокировать бота",
    letCallsFail: "Пусть вызовы не проходят",
    letCallsSucceed: "Пусть вызовы проходят",
    start: "СТАРТ",
    startHint: "Нажмите СТАРТ или придите по ссылке воронки",
    startLinks: "Стартовые ссылки",
    noText: "Что умеет этот бот?",
    write: "Сообщение",
    send: "Отправить",
    tooLong: "Лишних символов: {count} (предел Telegram — 4096)",
    attach: "Прикрепить",
    photo: "Фото",
    document: "Документ",
    sticker: "Стикер",
    contact: "Мой контакт",
    phone: "Номер телефона",
    shareContact: "Поделиться номером?",
    share: "Поделиться",
    cancel: "Отмена",
    ok: "ОК",
    close: "Закрыть",
    edited: "изменено",
    today: "Сегодня",
    latest: "К последнему сообщению",
    enlarge: "Увеличить фото",
    photoAlt: "Фото",
    download: "Скачать {name}",
    spoiler: "Скрытый текст, нажмите, чтобы показать",
    video: "Видео",
    audio: "Аудио",
    stickerAlt: "Стикер",
    location: "Геопозиция",
    unknownKind: "Такое сообщение предпросмотр не рисует",
    opensTab: "откроется новая вкладка",
    pays: "оплата",
    copies: "скопирует текст",
    copied: "Скопировано",
    notCopied: "Браузер не даёт скопировать. Текст: {text}",
    onlyTelegram: "Эта кнопка работает только в Telegram",
    openLink: "Открыть ссылку?",
    open: "Открыть",
    invoice: "Счёт",
    pay: "Оплатить {price}",
    payAsk: "Оплатить {price}?",
    payNote: "Это репетиция: деньги не списываются.",
    payAgain: "Оплатить ещё раз",
    paid: "Оплачено",
    paidAlready: "Уже оплачено",
    paying: "Спрашиваем бота…",
    payDone: "Оплата прошла",
    payRefused: "Оплата не прошла",
    payRefusedPlain: "Бот не объяснил почему.",
    paidLine: "Оплачено {price}",
    refundedLine: "Возвращено {price}",
    clock: "Часы бота",
    moveNext: "К следующему напоминанию",
    moveNextShort: "К следующему",
    nextAt: "Следующее напоминание {in}: {at}",
    nextBrief: "следующее {in}\n({at})",
    noNext: "Напоминаний впереди нет",
    moveHour: "+1 час",
    moveDay: "+1 день",
    moving: "Часы идут вперёд…",
    lost: "Связь потеряна, пробуем снова…",
    unreachable: "Предпросмотр не отвечает. Бот запущен?",
    serverError: "Предпросмотр ответил ошибкой ({status}).",
    connecting: "Соединяемся…",
    broken: "Ошибка самой страницы: {text}",
    bytes: "{n} Б",
    kilobytes: "{n} КБ",
    megabytes: "{n} МБ",
  },
};

export const LANGUAGES = Object.keys(STRINGS);

/** `say(key, values)` for one language. An unknown key is a mistake of the page and throws. */
export function speaker(language) {
  const table = STRINGS[language];
  return (key, values = {}) => {
    if (!(key in table)) throw new Error(`no string "${key}"`);
    return table[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  };
}

/** Keys of one language, so that a test can compare the languages. */
export const keysOf = (language) => Object.keys(STRINGS[language]).sort();

const REMEMBERED = "voronka-language";

/** The language chosen earlier in this browser, else the browser's own, else English. */
export function firstLanguage() {
  const wanted = [remembered(), ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2));
  return wanted.find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

export function rememberLanguage(language) {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // A browser that keeps nothing still lets one switch for this visit.
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
