// @rs/localizeAppleDeviceModel/v1: what Apple sells a device as, by the identifier that its system reports.

// The number behind the comma may be two or a range: 1/3, 1-3.
const NAMES = {
  'iPhone': 'iPhone1,1',
  'iPhone 3G': 'iPhone1,2',
  'iPhone 3GS': 'iPhone2,1',
  'iPhone 4': 'iPhone3,1-3',
  'iPhone 4S': 'iPhone4,1-3',
  'iPhone 5': 'iPhone5,1-2',
  'iPhone 5c': 'iPhone5,3-4',
  'iPhone 5s': 'iPhone6,1-4',
  'iPhone 6': 'iPhone7,2',
  'iPhone 6 Plus': 'iPhone7,1',
  'iPhone 6s': 'iPhone8,1',
  'iPhone 6s Plus': 'iPhone8,2',
  'iPhone SE (1st generation)': 'iPhone8,3-4',
  'iPhone 7': 'iPhone9,1/3',
  'iPhone 7 Plus': 'iPhone9,2/4',
  'iPhone 8': 'iPhone10,1/4',
  'iPhone 8 Plus': 'iPhone10,2/5',
  'iPhone X': 'iPhone10,3/6',
  'iPhone XS': 'iPhone11,2',
  'iPhone XS Max': 'iPhone11,4/6',
  'iPhone XR': 'iPhone11,8',
  'iPhone 11': 'iPhone12,1',
  'iPhone 11 Pro': 'iPhone12,3',
  'iPhone 11 Pro Max': 'iPhone12,5',
  'iPhone SE (2nd generation)': 'iPhone12,8',
  'iPhone 12 mini': 'iPhone13,1',
  'iPhone 12': 'iPhone13,2',
  'iPhone 12 Pro': 'iPhone13,3',
  'iPhone 12 Pro Max': 'iPhone13,4',
  'iPhone 13 Pro': 'iPhone14,2',
  'iPhone 13 Pro Max': 'iPhone14,3',
  'iPhone 13 mini': 'iPhone14,4',
  'iPhone 13': 'iPhone14,5',
  'iPhone SE (3rd generation)': 'iPhone14,6',
  'iPhone 14': 'iPhone14,7',
  'iPhone 14 Plus': 'iPhone14,8',
  'iPhone 14 Pro': 'iPhone15,2',
  'iPhone 14 Pro Max': 'iPhone15,3',
  'iPhone 15': 'iPhone15,4',
  'iPhone 15 Plus': 'iPhone15,5',
  'iPhone 15 Pro': 'iPhone16,1',
  'iPhone 15 Pro Max': 'iPhone16,2',
  'iPhone 16 Pro': 'iPhone17,1',
  'iPhone 16 Pro Max': 'iPhone17,2',
  'iPhone 16': 'iPhone17,3',
  'iPhone 16 Plus': 'iPhone17,4',
  'iPhone 16e': 'iPhone17,5',
  'iPhone 17 Pro': 'iPhone18,1',
  'iPhone 17 Pro Max': 'iPhone18,2',
  'iPhone 17': 'iPhone18,3',
  'iPhone Air': 'iPhone18,4',

  'iPod touch (1st generation)': 'iPod1,1',
  'iPod touch (2nd generation)': 'iPod2,1',
  'iPod touch (3rd generation)': 'iPod3,1',
  'iPod touch (4th generation)': 'iPod4,1',
  'iPod touch (5th generation)': 'iPod5,1',
  'iPod touch (6th generation)': 'iPod7,1',
  'iPod touch (7th generation)': 'iPod9,1',

  'iPad': 'iPad1,1-2',
  'iPad 2': 'iPad2,1-4',
  'iPad (3rd generation)': 'iPad3,1-3',
  'iPad (4th generation)': 'iPad3,4-6',
  'iPad (5th generation)': 'iPad6,11-12',
  'iPad (6th generation)': 'iPad7,5-6',
  'iPad (7th generation)': 'iPad7,11-12',
  'iPad (8th generation)': 'iPad11,6-7',
  'iPad (9th generation)': 'iPad12,1-2',
  'iPad (10th generation)': 'iPad13,18-19',
  'iPad (A16)': 'iPad15,7-8',
  'iPad mini': 'iPad2,5-7',
  'iPad mini 2': 'iPad4,4-6',
  'iPad mini 3': 'iPad4,7-9',
  'iPad mini 4': 'iPad5,1-2',
  'iPad mini (5th generation)': 'iPad11,1-2',
  'iPad mini (6th generation)': 'iPad14,1-2',
  'iPad mini (A17 Pro)': 'iPad16,1-2',
  'iPad Air': 'iPad4,1-3',
  'iPad Air 2': 'iPad5,3-4',
  'iPad Air (3rd generation)': 'iPad11,3-4',
  'iPad Air (4th generation)': 'iPad13,1-2',
  'iPad Air (5th generation)': 'iPad13,16-17',
  'iPad Air 11-inch (M2)': 'iPad14,8-9',
  'iPad Air 13-inch (M2)': 'iPad14,10-11',
  'iPad Air 11-inch (M3)': 'iPad15,3-4',
  'iPad Air 13-inch (M3)': 'iPad15,5-6',
  'iPad Pro (9.7-inch)': 'iPad6,3-4',
  'iPad Pro (10.5-inch)': 'iPad7,3-4',
  'iPad Pro 11-inch (1st generation)': 'iPad8,1-4',
  'iPad Pro 11-inch (2nd generation)': 'iPad8,9-10',
  'iPad Pro 11-inch (3rd generation)': 'iPad13,4-7',
  'iPad Pro 11-inch (4th generation)': 'iPad14,3-4',
  'iPad Pro 11-inch (M4)': 'iPad16,3-4',
  'iPad Pro 11-inch (M5)': 'iPad17,1-2',
  'iPad Pro 12.9-inch (1st generation)': 'iPad6,7-8',
  'iPad Pro 12.9-inch (2nd generation)': 'iPad7,1-2',
  'iPad Pro 12.9-inch (3rd generation)': 'iPad8,5-8',
  'iPad Pro 12.9-inch (4th generation)': 'iPad8,11-12',
  'iPad Pro 12.9-inch (5th generation)': 'iPad13,8-11',
  'iPad Pro 12.9-inch (6th generation)': 'iPad14,5-6',
  'iPad Pro 13-inch (M4)': 'iPad16,5-6',
  'iPad Pro 13-inch (M5)': 'iPad17,3-4',

  'Apple Watch (1st generation)': 'Watch1,1-2',
  'Apple Watch Series 1': 'Watch2,6-7',
  'Apple Watch Series 2': 'Watch2,3-4',
  'Apple Watch Series 3': 'Watch3,1-4',
  'Apple Watch Series 4': 'Watch4,1-4',
  'Apple Watch Series 5': 'Watch5,1-4',
  'Apple Watch SE': 'Watch5,9-12',
  'Apple Watch Series 6': 'Watch6,1-4',
  'Apple Watch Series 7': 'Watch6,6-9',
  'Apple Watch SE (2nd generation)': 'Watch6,10-13',
  'Apple Watch Series 8': 'Watch6,14-17',
  'Apple Watch Ultra': 'Watch6,18',
  'Apple Watch Series 9': 'Watch7,1-4',
  'Apple Watch Ultra 2': 'Watch7,5',
  'Apple Watch Series 10': 'Watch7,8-11',
  'Apple Watch Ultra 3': 'Watch7,12',
  'Apple Watch SE 3': 'Watch7,13-16',
  'Apple Watch Series 11': 'Watch7,17-20',

  'Apple TV (1st generation)': 'AppleTV1,1',
  'Apple TV (2nd generation)': 'AppleTV2,1',
  'Apple TV (3rd generation)': 'AppleTV3,1-2',
  'Apple TV HD': 'AppleTV5,3',
  'Apple TV 4K (1st generation)': 'AppleTV6,2',
  'Apple TV 4K (2nd generation)': 'AppleTV11,1',
  'Apple TV 4K (3rd generation)': 'AppleTV14,1',
};

const SYSTEMS = ['iOS', 'iPadOS', 'tvOS', 'watchOS'];

let known;

function knownModels() {
  const models = new Map();
  for (const [name, identifiers] of Object.entries(NAMES)) {
    const [family, numbers] = identifiers.split(',');
    const [from, to] = numbers.split(/[-/]/).map(Number);
    models.set(`${family},${from}`, name);
    if (to === undefined) continue;
    models.set(`${family},${to}`, name);
    if (numbers.includes('-')) for (let n = from + 1; n < to; n++) models.set(`${family},${n}`, name);
  }
  return models;
}

// undefined when the event is not of one of Apple's mobile systems; a model that isn't known stays as it is.
export function getLocalizedDeviceModel(event) {
  const model = event?.context?.device?.model;
  if (!SYSTEMS.includes(event?.context?.os?.name)) return undefined;
  known ??= knownModels();
  return known.get(model) ?? model;
}
