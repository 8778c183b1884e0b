import type { Localized } from './language';

/** Something to buy. What it costs is decided here and nowhere else. */
export interface Goods {
  /** In addresses: letters and digits. */
  readonly id: string;
  /** At most 32 characters, so that a quantity fits behind it in the 40 that a PG takes. */
  readonly name: Localized;
  readonly note: Localized;
  /** In won, which has no smaller unit. */
  readonly price: number;
}

/** All goods of the shop; the first two are those of i'mport's own guide. */
export const GOODS: readonly Goods[] = [
  {
    id: 'chair',
    name: { ko: '노르웨이 회전의자', en: 'Norway swivel chair' },
    note: { ko: '등을 감싸는 곡선, 조용한 회전', en: 'A curved back and a quiet turn' },
    price: 64_900,
  },
  {
    id: 'carrots',
    name: { ko: '당근 10kg', en: 'Carrots 10kg' },
    note: { ko: '오늘 캔 제주 구좌 흙당근', en: 'Dug today in Gujwa, Jeju' },
    price: 1_004,
  },
  {
    id: 'lamp',
    name: { ko: '한지 스탠드 조명', en: 'Hanji paper lamp' },
    note: { ko: '전주 한지로 거른 부드러운 빛', en: 'Soft light through Jeonju paper' },
    price: 38_000,
  },
  {
    id: 'mug',
    name: { ko: '청자 머그', en: 'Celadon mug' },
    note: { ko: '이천 가마에서 구운 320ml', en: '320 ml, fired in Icheon' },
    price: 12_000,
  },
];

/** The most of one thing that one order takes. */
export const MAX_QUANTITY = 9;

/** The goods of that id, or undefined. */
export function findGoods(id: string): Goods | undefined {
  return GOODS.find((goods) => goods.id === id);
}
