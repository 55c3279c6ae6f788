// Numbers as a journal prints them: real minus signs, thin spaces, no false precision.
#pragma once
#include <optional>
#include <string>

#include "steelyard/analysis/findings.h"
#include "steelyard/base/date.h"
#include "steelyard/effect/measure.h"

namespace steelyard {

/// A fixed number of decimals, U+2212 for minus, no negative zero.
std::string decimal(double value, int decimals);
/// A whole number; thin no-break spaces between thousands from five digits on.
std::string whole(double value);
/// A count of people or events: whole, or one decimal where it is not whole.
std::string count(double value);
/// An effect on the display scale: two decimals, more where two would hide a small ratio; shares of
/// people as a percentage without the sign.
std::string effect_text(const Measure& measure, double value);
/// A variance between studies, from "0" over "0.313" to "882".
std::string variance_text(double value);
/// Q or another χ² with so many decimals, or with an exponent where they mean nothing.
std::string statistic_text(double value, int places);
/// "0.33 to 0.71".
std::string range_text(const Measure& measure, double low, double high);
/// "P = 0.04", "P < 0.001".
std::string p_text(double p);
/// A rate per 1000: whole, or one decimal below ten.
std::string per_1000_text(double value);
/// "12.5%"; "<0.1%" where it would round to nothing.
std::string percent(double percent, int decimals);
/// A share of n people as a percentage: no decimals below 100 people, one from there on.
/// Source: the project's claim specification, section 3
std::string share_of(double share, double n);
/// "1 November 2026".
std::string date_text(const Date& date);
/// "one" to "ten" in words, larger numbers in digits.
std::string in_words(int number);
/// "52 weeks", "2 years" where the weeks make whole years.
std::string weeks_text(double weeks);
/// The level as "95%".
std::string level_text(double level);

}  // namespace steelyard
