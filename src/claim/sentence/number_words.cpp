// Numbers and fractions in words: "two hundred and fifty", "three quarters", "a year and a half".
#include "claim/sentence/number_words.h"

#include <algorithm>
#include <array>

#include "claim/sentence/numbers.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

struct NumberWord {
  std::string_view word;
  double value;
};

constexpr std::array<NumberWord, 29> small_numbers{
    {{"zero", 0}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4},
     {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9},
     {"ten", 10}, {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14},
     {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
     {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60},
     {"seventy", 70}, {"eighty", 80}, {"ninety", 90}, {"dozen", 12}}
};

constexpr std::array<NumberWord, 3> powers{
    {{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}}
};

// What a whole is cut into. "second" is a time and a rank, never a half.
constexpr std::array<NumberWord, 18> divisors{
    {{"half", 2},
     {"halves", 2},
     {"third", 3},
     {"thirds", 3},
     {"quarter", 4},
     {"quarters", 4},
     {"fourth", 4},
     {"fourths", 4},
     {"fifth", 5},
     {"fifths", 5},
     {"sixth", 6},
     {"sixths", 6},
     {"eighth", 8},
     {"eighths", 8},
     {"ninth", 9},
     {"ninths", 9},
     {"tenth", 10},
     {"tenths", 10}}
};

template <std::size_t N>
std::optional<double> value_in(const std::array<NumberWord, N>& list, std::string_view word) {
  const auto found = std::ranges::find(list, word, &NumberWord::word);
  if (found == list.end()) return std::nullopt;
  return found->value;
}

bool digit_first(std::string_view text) {
  return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

// "A hundred", "per thousand": one of them.
bool one_of_them(std::string_view before) {
  return is_one_of(before, {"a", "per"});
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
        if (any && group > 0)
          group *= 12;
        else
          group = 12;
      } else if (!joins) {
        break;
      } else {
        group += *value;
      }
      last_small = *value;
      any = true;
      used = i + 1 - from;
    } else if (token.text == "hundred" && (any || (i == from && i > 0 && one_of_them(in[i - 1].text)))) {
      group = std::max(1.0, group) * 100;
      any = true;
      last_small = -1;
      used = i + 1 - from;
    } else if (const auto power = value_in(powers, token.text);
               power && (any || (i == from && i > 0 && one_of_them(in[i - 1].text)))) {
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

// "a year and a half", "half a year", "half a dozen", "two and a half months": a number before its
// unit.
std::size_t with_half(const std::vector<Token>& in, std::size_t from, Token& out,
                      std::size_t& unit) {
  const auto word = [&](std::size_t i) {
    return i < in.size() && in[i].kind == Kind::word ? std::string_view(in[i].text)
                                                     : std::string_view();
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
    if (word(from + 1) == "a" && weeks_in(word(from + 2)) > 0) {
      number(0.5);
      return 2;
    }
    return 0;
  }
  double whole = 0;
  if (from < in.size() && in[from].kind == Kind::number)
    whole = in[from].value;
  else if (is_one_of(word(from), {"a", "an"}))
    whole = 1;
  else if (const auto value = value_in(small_numbers, word(from)))
    whole = *value;
  if (whole <= 0) return 0;
  const bool behind = word(from + 2) == "and" && word(from + 3) == "a" &&
                      word(from + 4) == "half" && weeks_in(word(from + 1)) > 0;
  const bool before = word(from + 1) == "and" && word(from + 2) == "a" &&
                      word(from + 3) == "half" && weeks_in(word(from + 4)) > 0;
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
  if (!digit_first(below) || !(below.ends_with("rds") || below.ends_with("ths") ||
                               below.ends_with("rd") || below.ends_with("th")))
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
  out.text = fixed(out.value, 0);
  out.in_words = true;
  return 3;
}

// "one and a half thousand", "2 and a half million"
std::size_t half_power(const std::vector<Token>& in, std::size_t from, Token& out) {
  if (from + 4 >= in.size() || in[from + 1].text != "and" || in[from + 2].text != "a" ||
      in[from + 3].text != "half")
    return 0;
  const auto power = value_in(powers, in[from + 4].text);
  const auto whole = in[from].kind == Kind::number ? std::optional<double>(in[from].value)
                                                   : value_in(small_numbers, in[from].text);
  if (!power || !whole) return 0;
  out.kind = Kind::number;
  out.value = (*whole + 0.5) * *power;
  out.text = fixed(out.value, 0);
  out.in_words = true;
  return 5;
}

}  // namespace

double power_of(std::string_view word) {
  return value_in(powers, word).value_or(0);
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

std::size_t number_at(const std::vector<Token>& in, std::size_t from, Token& out,
                      std::size_t& unit) {
  std::size_t used = half_of_power(in, from, out);
  if (used == 0) used = half_power(in, from, out);
  if (used == 0) used = with_half(in, from, out, unit);
  if (used == 0) used = every_second(in, from, out);
  if (used == 0) used = ranked_fraction(in, from, out);
  if (used == 0) used = fraction_words(in, from, out);
  if (used == 0) used = number_words(in, from, out);
  return used;
}

}  // namespace steelyard::sentence
