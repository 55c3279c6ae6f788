// A sentence as words and numbers; number words and fractions are joined.
#include "claim/sentence/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "claim/sentence/number_words.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool after_digit(const std::string& text) {
  return !text.empty() && is_digit(text.back());
}

// Typographic signs become plain ones, so that the rest sees one form of each.
std::string plain_signs(std::string_view sentence) {
  std::string result;
  for (std::size_t at = 0; at < sentence.size();) {
    const char32_t c = next_code_point(sentence, at);
    switch (c) {
      case 0x2018: case 0x2019: case 0x02BC: result += '\''; break;
      case 0x201C: case 0x201D: case 0x201E: case 0x00AB: case 0x00BB: result += '"'; break;
      case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212: result += '-'; break;
      case 0x2014: result += " - "; break;
      case 0x00AD:
      case 0x200B:
      case 0x200C:
      case 0x200D:
      case 0x200E:
      case 0x200F:
      case 0x2060:
      case 0xFEFF:
        break;  // nobody sees them
      case 0x00A0: case 0x2007: case 0x2009: case 0x202F: result += '\x01'; break;  // may join digits
      case 0x00BD:
        result += after_digit(result) ? ".5 " : " one half ";
        break;
      case 0x00BC:
        result += after_digit(result) ? ".25 " : " one quarter ";
        break;
      case 0x00BE:
        result += after_digit(result) ? ".75 " : " three quarters ";
        break;
      case 0x00B9:
      case 0x00B2:
      case 0x00B3:
      case 0x2074:
      case 0x2075:
      case 0x2076:
      case 0x2077:
      case 0x2078:
      case 0x2079:
      case 0x2020:
      case 0x2021:  // marks of footnotes; "10\u2076" stays
        if (after_digit(result))
          append_utf8(result, c);
        else
          result += ' ';
        break;
      case 0x00B7: result += after_digit(result) ? '.' : ' '; break;  // a raised decimal point
      case 0x2153: result += " one third "; break;
      case 0x2154: result += " two thirds "; break;
      case 0x2248: result += '~'; break;
      case 0x2265: result += " at least "; break;
      case 0x2264: result += " up to "; break;
      case 0x20AC: case 0x00A3: result += '$'; break;
      case 0xFF05: result += '%'; break;
      case 0x2044: case 0x2215: result += '/'; break;
      case 0x2026: result += " ... "; break;
      default:
        if (c >= 0xFF10 && c <= 0xFF19)
          result += static_cast<char>('0' + (c - 0xFF10));  // full width
        else
          append_utf8(result, c);
    }
  }
  return result;
}

// Digits with thousands separators and decimals, from `at`, which moves past them.
std::string digits_at(std::string_view text, std::size_t& at, bool& unclear) {
  std::string number;
  const auto three_digits = [&](std::size_t from) {
    return from + 2 < text.size() && is_digit(text[from]) && is_digit(text[from + 1]) &&
           is_digit(text[from + 2]) && (from + 3 >= text.size() || !is_digit(text[from + 3]));
  };
  while (at < text.size()) {
    if (is_digit(text[at])) {
      number += text[at++];
    } else if ((text[at] == ',' || text[at] == '\'' || text[at] == '\x01' ||
                (text[at] == ' ' && number.size() <= 3)) &&
               !number.empty() && number.find('.') == std::string::npos && three_digits(at + 1)) {
      ++at;
    } else if (text[at] == ',' && !number.empty() && at + 1 < text.size() &&
               is_digit(text[at + 1])) {
      unclear = true;
      number += text[at++];
    } else if (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]) &&
               number.find('.') == std::string::npos) {
      number += text[at++];
    } else {
      break;
    }
  }
  return number;
}

// "e3", "E+3", "e-3" behind digits, and nothing more: where it ends; 0 if it does not stand here.
std::size_t end_of_exponent(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return 0;
  std::size_t end = at + 1;
  if (end < text.size() && (text[end] == '+' || text[end] == '-')) ++end;
  const std::size_t digits = end;
  while (end < text.size() && is_digit(text[end])) ++end;
  constexpr std::size_t most_digits = 2;
  if (end == digits || end > digits + most_digits || (end < text.size() && is_letter(text[end]))) return 0;
  return end;
}

// "six-in-ten patients": the hyphens say nothing.
void join_in(std::vector<Token>& tokens) {
  const auto joint = [](const Token& token) { return is_one_of(token.text, {"in", "out", "of"}); };
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    const Token &before = tokens[i - 1], &after = tokens[i + 1];
    const bool tight = tokens[i].text == "-" && tokens[i].adjoins && after.adjoins;
    const bool number = before.kind == Kind::number || after.kind == Kind::number;
    if (tight && ((number && (joint(before) || joint(after))) || (joint(before) && joint(after))))
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

std::vector<Token> raw_tokens(std::string_view text) {
  std::vector<Token> tokens;
  bool money = false, adjoins = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    Token token;
    if (is_digit(c) || (c == '.' && at + 1 < text.size() && is_digit(text[at + 1]) &&
                        (at == 0 || !is_digit(text[at - 1])))) {
      token.kind = Kind::number;
      token.text = digits_at(text, at, token.unclear);
      if (token.text.starts_with('.')) token.text.insert(0, "0");
      token.value = parse_number(token.text).value_or(0);
      token.money = money;
      // "1st", "24h", "5mg" are no counts: letters right behind a number stay with it as a word.
      // "2.5k" is a count, and "2x" two words.
      std::size_t letters = at;
      while (letters < text.size() && (is_letter(text[letters]) || is_digit(text[letters])))
        ++letters;
      const std::string behind = lower_case(text.substr(at, letters - at));
      if (const std::size_t end = end_of_exponent(text, at); end > 0) {  // "1e3"
        token.value *= std::pow(10.0, parse_number(text.substr(at + 1, end - at - 1)).value_or(0));
        token.text = shortest(token.value);
        at = end;
      } else if (behind == "k") {
        token.value *= 1000;
        token.text = shortest(token.value);
        at = letters;
      } else if (at < text.size() && is_letter(text[at]) && !is_one_of(behind, {"x", "pc", "pct"})) {
        token.kind = Kind::word;
        token.text += behind;
        at = letters;
      }
      money = false;
      token.adjoins = adjoins;
      adjoins = true;
      tokens.push_back(std::move(token));
      continue;
    }
    if (is_letter(c) || static_cast<unsigned char>(c) >= 0x80) {
      while (at < text.size() && (is_letter(text[at]) || static_cast<unsigned char>(text[at]) >= 0x80 ||
                                  (text[at] == '\'' && at + 1 < text.size() && is_letter(text[at + 1])) ||
                                  (is_digit(text[at]) && !token.text.empty())))
        token.text += text[at++];
      token.text = lower_case(token.text);
      money = false;
      token.adjoins = adjoins;
      adjoins = true;
      tokens.push_back(std::move(token));
      continue;
    }
    if (c == '$') money = true;
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\x01') {
      token.kind = Kind::mark;
      token.text = std::string(1, c);
      token.adjoins = adjoins;
      adjoins = true;
      tokens.push_back(std::move(token));
    } else {
      adjoins = false;
    }
    ++at;
  }
  return tokens;
}

}  // namespace

std::string people_text(double number) {
  if (number != std::floor(number) || std::abs(number) > 1e15) return shortest(number);
  std::string digits = fixed(number, 0);
  if (std::abs(number) < 10000) return digits;
  for (std::size_t at = digits.size(); at > 3 && digits[at - 4] != '-';) {
    at -= 3;
    digits.insert(at, "\u202F");
  }
  return digits;
}

std::vector<Token> tokens_of(std::string_view sentence) {
  const std::vector<Token> raw = raw_tokens(plain_signs(sentence));
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < raw.size();) {
    Token joined;
    std::size_t unit = 0;
    std::size_t used = number_at(raw, i, joined, unit);
    if (used == 0 && raw[i].kind == Kind::number) {
      joined = raw[i];
      used = 1;
      // "1.2 million", "5 thousand"
      if (i + 1 < raw.size())
        if (const double power = power_of(raw[i + 1].text); power > 0) {
          joined.value *= power;
          joined.text = shortest(joined.value);
          used = 2;
        }
    }
    if (used == 0) {
      tokens.push_back(raw[i++]);
      continue;
    }
    std::size_t next = i + used;
    if (unit > 0) {
      joined.adjoins = raw[i].adjoins;
      tokens.push_back(std::move(joined));
      if (unit < next) tokens.push_back(raw[unit]);
      i = next;
      continue;
    }
    // "99 and 44/100 percent"
    if (joined.kind == Kind::number && next + 4 < raw.size() && raw[next].text == "and" &&
        raw[next + 1].kind == Kind::number && raw[next + 2].text == "/" &&
        raw[next + 3].kind == Kind::number && raw[next + 1].value < raw[next + 3].value &&
        is_one_of(raw[next + 4].text, {"percent", "%"})) {
      joined.value += raw[next + 1].value / raw[next + 3].value;
      joined.text = shortest(joined.value);
      next += 4;
    }
    // "one and a half times"
    if (Token half; joined.kind == Kind::number && next + 1 < raw.size() && raw[next].text == "and")
      if (const std::size_t more = fraction_words(raw, next + 1, half);
          more > 0 && next + 1 + more < raw.size() &&
          is_one_of(raw[next + 1 + more].text, {"times", "fold"})) {
        joined.value += half.part / half.whole;
        joined.text = shortest(joined.value);
        next += 1 + more;
      }
    joined.adjoins = raw[i].adjoins;
    if (joined.kind == Kind::number) {
      const bool plus = next + 1 < raw.size() && raw[next].text == "+" && raw[next + 1].text == "%";
      if (plus) {  // "80+%"
        joined.kind = Kind::percent;
        tokens.push_back(std::move(joined));
        tokens.push_back(raw[next]);
        i = next + 2;
        continue;
      }
      const bool sign = next < raw.size() && raw[next].kind == Kind::mark && raw[next].text == "%";
      const bool word = next < raw.size() && is_one_of(raw[next].text, {"percent", "pct", "pc"});
      const bool words = next + 1 < raw.size() && raw[next].text == "per" &&
                         raw[next + 1].text == "cent";
      if (sign || word || words) {
        joined.kind = Kind::percent;
        next += words ? 2 : 1;
      }
    }
    tokens.push_back(std::move(joined));
    i = next;
  }
  join_in(tokens);
  return tokens;
}

}  // namespace steelyard::sentence
