// Runs amaro, by which Node.js strips types, without Node.js. Evaluates to a function of amaro's script, as a CommonJS function, and of its
// WebAssembly as bytes; that makes the function which strips a text.
(function (script, wasm) {
  'use strict';

  class TextEncoder {
    encode(text) {
      const bytes = new Uint8Array(text.length * 3);
      return bytes.subarray(0, this.encodeInto(text, bytes).written);
    }

    encodeInto(text, bytes) {
      let at = 0;
      for (const character of text) {
        let c = character.codePointAt(0);
        if (c >= 0xd800 && c < 0xe000) c = 0xfffd; // half of a pair: UTF-8 has none
        if (c < 0x80) {
          bytes[at++] = c;
          continue;
        }
        if (c < 0x800) {
          bytes[at++] = 0xc0 | c >> 6;
        } else {
          if (c < 0x10000) {
            bytes[at++] = 0xe0 | c >> 12;
          } else {
            bytes[at++] = 0xf0 | c >> 18;
            bytes[at++] = 0x80 | c >> 12 & 63;
          }
          bytes[at++] = 0x80 | c >> 6 & 63;
        }
        bytes[at++] = 0x80 | c & 63;
      }
      return { read: text.length, written: at };
    }
  }

  class TextDecoder {
    decode(bytes = []) {
      let text = '';
      let units = [];
      for (let i = 0; i < bytes.length;) {
        const first = bytes[i++];
        if (first < 0x80) {
          units.push(first);
        } else if (first < 0xe0) {
          units.push((first & 31) << 6 | bytes[i++] & 63);
        } else if (first < 0xf0) {
          units.push((first & 15) << 12 | (bytes[i++] & 63) << 6 | bytes[i++] & 63);
        } else {
          const above = ((first & 7) << 18 | (bytes[i++] & 63) << 12 | (bytes[i++] & 63) << 6 | bytes[i++] & 63) - 0x10000;
          units.push(0xd800 | above >> 10, 0xdc00 | above & 1023);
        }
        if (units.length > 8000) {
          text += String.fromCharCode(...units);
          units = [];
        }
      }
      return text + String.fromCharCode(...units);
    }
  }

  const modules = { util: { TextEncoder, TextDecoder }, 'node:buffer': { Buffer: { from: () => wasm } } };
  const options = { mode: 'strip-only', module: true, deprecatedTsModuleAsError: true };
  const memoryToKeep = 64 << 20;
  let compiled;
  let kept;

  function load() {
    const module = { exports: {} };
    const once = { Module: function () { return compiled ??= new WebAssembly.Module(wasm); }, Instance: WebAssembly.Instance };
    script(module, module.exports, (name) => modules[name], once);
    return module.exports;
  }

  return function (code) {
    // Kept for the next text only when this one ends well: after an overflow of the stack it misreads whatever follows.
    const amaro = kept ?? load();
    kept = undefined;
    let result;
    try {
      result = { code: amaro.transformSync(code, options).code };
    } catch (error) {
      if (typeof error.code !== 'string') return {};
      result = { message: error.message, line: error.startLine, column: error.startColumn };
    }
    if (amaro.__wasm.memory.buffer.byteLength <= memoryToKeep) kept = amaro;
    return result;
  };
})
