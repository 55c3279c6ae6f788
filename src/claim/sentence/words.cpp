// A sentence as words and numbers; number words and fractions are joined.
#include "claim/sentence/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "claim/sentence/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

struct NumberWord {
  std::string_view word;
  double value;
};

constexpr std::array<NumberWord, 29> small_numbers{
    {{"zero", 0},     {"one", 1},        {"two", 2},       {"three", 3},     {"four", 4},
     {"five", 5},     {"six", 6},        {"seven", 7},     {"eight", 8},     {"nine", 9},
     {"ten", 10},     {"eleven", 11},    {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14},
     {"fifteen", 15}, {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
     {"twenty", 20},  {"thirty", 30},    {"forty", 40},    {"fifty", 50},    {"sixty", 60},
     {"seventy", 70}, {"eighty", 80},    {"ninety", 90},   {"dozen", 12}}
};

constexpr std::array<NumberWord, 3> powers{
    {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}}
};

// What a whole is cut into. "second" is a time and a rank, never a half.
constexpr std::array<NumberWord, 18> divisors{
    {{"half", 2},      {"halves", 2},    {"third", 3},    {"thirds", 3},   {"quarter", 4},
     {"quarters", 4},  {"fourth", 4},    {"fourths", 4},  {"fifth", 5},    {"fifths", 5},
     {"sixth", 6},     {"sixths", 6},    {"eighth", 8},   {"eighths", 8},  {"ninth", 9},
     {"ninths", 9},    {"tenth", 10},    {"tenths", 10}}
};

template <std::size_t N>
std::optional<double> value_in(const std::array<NumberWord, N>& list, std::string_view word) {
  const auto found = std::ranges::find(list, word, &NumberWord::word);
  if (found == list.end()) return std::nullopt;
  return found->value;
}

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
      case 0x00A0: case 0x2007: case 0x2009: case 0x202F: result += '\x01'; break;  // may join digits
      case 0x00BD: result += after_digit(result) ? ".5 " : " one half "; break;
      case 0x00BC: result += after_digit(result) ? ".25 " : " one quarter "; break;
      case 0x00BE: result += after_digit(result) ? ".75 " : " three quarters "; break;
      case 0x00B9: case 0x00B2: case 0x00B3: case 0x2074: case 0x2075: case 0x2076: case 0x2077:
      case 0x2078: case 0x2079: case 0x2020: case 0x2021:  // marks of footnotes; "10\u2076" stays
        if (after_digit(result)) append_utf8(result, c);
        else result += ' ';
        break;
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
        if (c >= 0xFF10 && c <= 0xFF19) result += static_cast<char>('0' + (c - 0xFF10));  // full width
        else append_utf8(result, c);
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
    } else if ((text[at] == ',' || text[at] == '\'' || text[at] == '\x01' || (text[at] == ' ' && number.size() <= 3)) &&
               !number.empty() &&
               number.find('.') == std::string::npos && three_digits(at + 1)) {
      ++at;
    } else if (text[at] == ',' && !number.empty() && at + 1 < text.size() && is_digit(text[at + 1])) {
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
      // "1st", "24h", "5mg" are no counts: letters right behind a number stay with it as a word. "2.5k"
      // is a count, and "2x" two words.
      std::size_t letters = at;
      while (letters < text.size() && (is_letter(text[letters]) || is_digit(text[letters]))) ++letters;
      const std::string behind = lower_case(text.substr(at, letters - at));
      if (behind == "k") {
        token.value *= 1000;
        token.text = shortest(token.value);
        at = letters;
      } else if (at < text.size() && is_letter(text[at]) && behind != "x") {
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

// A run of number words: "two hundred and fifty", "twenty-five", "five million"; how many tokens it
// takes, 0 if there is none.
std::size_t number_words(const std::vector<Token>& in, std::size_t from, Token& out) {
  // "a hundred"
  const bool article = in[from].text == "a" && from + 1 < in.size() &&
                       is_one_of(in[from + 1].text, {"hundred", "thousand", "million"});
  if (article) {
    const std::size_t used = number_words(in, from + 1, out);
    return used == 0 ? 0 : used + 1;
  }
  double total = 0, group = 0;
  bool any = false;
  std::size_t used = 0;
  double last_small = -1;
  for (std::size_t i = from; i < in.size(); ++i) {
    const Token& token = in[i];
    if (token.kind == Kind::mark && token.text == "-" && any && i + 1 < in.size() &&
        value_in(small_numbers, in[i + 1].text) && last_small >= 20)
      continue;  // twenty-five
    if (token.kind != Kind::word) break;
    if (const auto value = value_in(small_numbers, token.text)) {
      // "twenty five" joins, "nine ten" does not
      const bool joins = last_small < 0 || (last_small >= 20 && *value < 10 && *value > 0);
      if (token.text == "dozen") {
        if (any && group > 0) group *= 12; else group = 12;
      } else if (!joins) {
        break;
      } else {
        group += *value;
      }
      last_small = *value;
      any = true;
      used = i + 1 - from;
    } else if (token.text == "hundred" &&
               (any || (i == from && i > 0 && in[i - 1].text == "a"))) {
      group = std::max(1.0, group) * 100;
      any = true;
      last_small = -1;
      used = i + 1 - from;
    } else if (const auto power = value_in(powers, token.text); power &&
               (any || (i == from && i > 0 && in[i - 1].text == "a"))) {
      any = true;
      total += std::max(1.0, group) * *power;
      group = 0;
      last_small = -1;
      used = i + 1 - from;
    } else if (token.text == "and" && any && group >= 100 && last_small < 0 && i + 1 < in.size() &&
               value_in(small_numbers, in[i + 1].text)) {
      continue;  // two hundred and fifty
    } else {
      break;
    }
  }
  if (!any || used == 0) return 0;
  out.kind = Kind::number;
  out.value = total + group;
  out.text = shortest(out.value);
  out.in_words = true;
  return used;
}

// "three quarters", "a third", "half": how many tokens it takes, 0 if there is none.
std::size_t fraction_words(const std::vector<Token>& in, std::size_t from, Token& out) {
  const auto word = [&](std::size_t i) {
    return i < in.size() && in[i].kind == Kind::word ? std::string_view(in[i].text)
                                                     : std::string_view();
  };
  std::size_t at = from;
  double part = 0;
  if (const auto value = value_in(small_numbers, word(at)); value && *value > 0 && *value < 10) {
    part = *value;
    ++at;
    if (at < in.size() && in[at].kind == Kind::mark && in[at].text == "-") ++at;
  } else if (word(at) == "a" || word(at) == "an") {
    part = 1;
    ++at;
  } else if (word(at) == "half") {
    part = 1;
  } else {
    return 0;
  }
  const auto whole = value_in(divisors, word(at));
  if (!whole || part > *whole) return 0;
  // "a quarter of an hour", "half a year", "a third trial" are no shares of people.
  const std::string_view next = word(at + 1), after = word(at + 2);
  if (is_one_of(next, {"hour", "hours", "year", "years", "month", "months", "day", "days", "week",
                       "weeks", "trial", "study", "dose", "time", "mile"}))
    return 0;
  if ((next == "a" || next == "an") &&
      is_one_of(after, {"hour", "year", "month", "day", "week", "century", "decade"}))
    return 0;
  out.kind = Kind::fraction;
  out.part = part;
  out.whole = *whole;
  out.text = shortest(part) + "/" + shortest(*whole);
  out.in_words = true;
  return at + 1 - from;
}

double unit_value(std::string_view word) {
  return weeks_in(word) > 0 ? 1 : 0;
}

// "a year and a half", "half a year", "half a dozen", "two and a half months": a number before its unit.
std::size_t with_half(const std::vector<Token>& in, std::size_t from, Token& out, std::size_t& unit) {
  const auto word = [&](std::size_t i) {
    return i < in.size() && in[i].kind == Kind::word ? std::string_view(in[i].text) : std::string_view();
  };
  const auto number = [&](double value) {
    out.kind = Kind::number;
    out.value = value;
    out.text = shortest(value);
    out.in_words = true;
  };
  if (word(from) == "half") {
    std::size_t at = from + 1;
    if (at < in.size() && (word(at) == "a" || in[at].text == "-")) ++at;
    if (word(at) == "dozen") {
      number(6);
      return at + 1 - from;
    }
    if (word(from + 1) == "a" && unit_value(word(from + 2)) > 0) {
      number(0.5);
      return 2;
    }
    return 0;
  }
  double whole = 0;
  if (from < in.size() && in[from].kind == Kind::number) whole = in[from].value;
  else if (is_one_of(word(from), {"a", "an"})) whole = 1;
  else if (const auto value = value_in(small_numbers, word(from))) whole = *value;
  if (whole <= 0) return 0;
  const bool behind = word(from + 2) == "and" && word(from + 3) == "a" && word(from + 4) == "half" &&
                      unit_value(word(from + 1)) > 0;
  const bool before = word(from + 1) == "and" && word(from + 2) == "a" && word(from + 3) == "half" &&
                      unit_value(word(from + 4)) > 0;
  if (!behind && !before) return 0;
  number(whole + 0.5);
  unit = behind ? from + 1 : from + 4;
  return behind ? 5 : 4;
}

// "every second patient": half of them.
std::size_t every_second(const std::vector<Token>& in, std::size_t from, Token& out) {
  if (from + 2 >= in.size() || in[from].text != "every" || in[from + 2].kind != Kind::word ||
      !is_people(in[from + 2].text))
    return 0;
  const std::string_view rank = in[from + 1].text;
  const bool second = is_one_of(rank, {"second", "other"});
  const auto whole = second ? std::optional<double>(2) : value_in(divisors, rank);
  if (!whole) return 0;
  out.kind = Kind::fraction;
  out.part = 1;
  out.whole = *whole;
  out.text = "1/" + shortest(*whole);
  out.in_words = true;
  return 2;
}

// "2/3rds"
std::size_t ranked_fraction(const std::vector<Token>& in, std::size_t from, Token& out) {
  if (from + 2 >= in.size() || in[from].kind != Kind::number || in[from + 1].text != "/" ||
      in[from + 2].kind != Kind::word)
    return 0;
  const std::string& below = in[from + 2].text;
  if (below.empty() || !is_digit(below.front()) ||
      !(below.ends_with("rds") || below.ends_with("ths") || below.ends_with("rd") || below.ends_with("th")))
    return 0;
  const auto whole = parse_number(below.substr(0, below.find_first_not_of("0123456789")));
  if (!whole || *whole < in[from].value || in[from].value <= 0) return 0;
  out.kind = Kind::fraction;
  out.part = in[from].value;
  out.whole = *whole;
  out.text = shortest(out.part) + "/" + shortest(*whole);
  return 3;
}

// "half a million"
std::size_t half_of_power(const std::vector<Token>& in, std::size_t from, Token& out) {
  if (from + 2 >= in.size() || in[from].text != "half" || in[from + 1].text != "a") return 0;
  const auto power = value_in(powers, in[from + 2].text);
  if (!power) return 0;
  out.kind = Kind::number;
  out.value = *power / 2;
  out.text = shortest(out.value);
  out.in_words = true;
  return 3;
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
    std::size_t used = half_of_power(raw, i, joined);
    if (used == 0) used = with_half(raw, i, joined, unit);
    if (used == 0) used = every_second(raw, i, joined);
    if (used == 0) used = ranked_fraction(raw, i, joined);
    if (used == 0) used = fraction_words(raw, i, joined);
    if (used == 0) used = number_words(raw, i, joined);
    if (used == 0 && raw[i].kind == Kind::number) {
      joined = raw[i];
      used = 1;
      // "1.2 million", "5 thousand"
      if (i + 1 < raw.size())
        if (const auto power = value_in(powers, raw[i + 1].text)) {
          joined.value *= *power;
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
        raw[next + 1].kind == Kind::number && raw[next + 2].text == "/" && raw[next + 3].kind == Kind::number &&
        raw[next + 1].value < raw[next + 3].value && is_one_of(raw[next + 4].text, {"percent", "%", "per"})) {
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
      const bool word = next < raw.size() && is_one_of(raw[next].text, {"percent", "pct"});
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
  return tokens;
}

}  // namespace steelyard::sentence
