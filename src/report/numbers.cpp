// Numbers as a journal prints them.
#include "report/numbers.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr std::string_view minus = "\u2212", thin = "\u202F";

std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, minus);
  return text;
}

std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  if (digits.size() - first < 5) return with_minus(std::move(digits));
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, thin);
  }
  return with_minus(std::move(digits));
}

// Beyond the digits that anyone reads.
constexpr double most_digits = 1e15;

std::string huge(double value) {
  if (std::isinf(value)) return value > 0 ? ">1.8e308" : "<" + with_minus("-1.8e308");
  return with_minus(fmt::format("{:.2e}", value));
}

}  // namespace

std::string decimal(double value, int decimals) { return with_minus(fixed(value, decimals)); }

std::string whole(double value) { return grouped(fixed(std::round(value), 0)); }

std::string count(double value) {
  return std::abs(value - std::round(value)) < 1e-9 ? whole(value) : decimal(value, 1);
}

std::string effect_text(const Measure& measure, double value) {
  constexpr double most_times = 1e9;
  if (measure.percent) value *= 100;
  if (measure.scale.ratio && value > most_times) return ">" + whole(most_times);
  if (std::abs(value) >= most_digits) return huge(value);
  if (measure.percent) return decimal(value, 1);
  if (measure.scale.ratio) {
    if (value >= 100) return whole(value);
    if (value > 0 && value < 0.0095) return value < 0.00095 ? "<0.001" : decimal(value, 3);
    return decimal(value, 2);
  }
  const double size = std::abs(value);
  if (size >= 1000) return whole(value);
  return decimal(value, size >= 100 ? 1 : 2);
}

std::string variance_text(double value) {
  if (!(value > 0)) return decimal(value, 0);
  if (value >= most_digits) return huge(value);
  if (value >= 99.5) return whole(value);
  const int size = static_cast<int>(std::floor(std::log10(value)));  // 0.3 has −1
  if (size < -6) return "<0.000001";
  return decimal(value, size >= 0 ? 2 - size : std::max(3, 1 - size));
}

std::string statistic_text(double value, int places) {
  return value >= most_digits ? huge(value) : decimal(value, places);
}

std::string range_text(const Measure& measure, double low, double high) {
  return effect_text(measure, low) + " to " + effect_text(measure, high);
}

std::string p_text(double p) {
  if (p < 0.001) return "P < 0.001";
  return "P = " + fixed(p, p < 0.1 ? 3 : 2);
}

std::string per_1000_text(double value) {
  return decimal(value, std::abs(value) < 10 && value != 0 ? 1 : 0);
}

std::string percent(double value, int decimals) {
  const std::string text = decimal(value, decimals);
  if (value > 0 && text.find_first_not_of("0.") == std::string::npos)
    return decimals == 0 ? "<1%" : "<0.1%";
  return text + "%";
}

std::string share_of(double share, double n) {
  constexpr double least_for_tenths = 100;
  return percent(100 * share, n < least_for_tenths ? 0 : 1);
}

std::string date_text(const Date& date) {
  constexpr std::array<std::string_view, 12> months{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return std::to_string(date.day) + "\u00A0" +
         std::string(months.at(static_cast<std::size_t>(date.month - 1))) + "\u00A0" +
         std::to_string(date.year);
}

std::string in_words(int number) {
  constexpr std::array<std::string_view, 11> words{
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  if (number >= 0 && number <= 10) return std::string(words.at(static_cast<std::size_t>(number)));
  return whole(number);
}

std::string weeks_text(double weeks) {
  const double years = weeks / 52;
  if (weeks >= 104 && std::abs(years - std::round(years)) < 1e-9)
    return whole(years) + " years";
  if (weeks == 52) return "1 year";
  return count(weeks) + (weeks == 1 ? " week" : " weeks");
}

std::string level_text(double level) {
  // Digits as typed: 95, 99.9, 99.99.
  return shortest(std::round(100 * level * 1e6) / 1e6) + "%";
}

}  // namespace steelyard
