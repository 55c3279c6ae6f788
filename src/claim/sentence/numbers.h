// What the numbers of a sentence count.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "claim/sentence/words.h"
#include "steelyard/claim/counted_event.h"

namespace steelyard::sentence {

/// A share of people, as it was put.
struct CountedShare {
  std::size_t from = 0, to = 0;  // tokens it covers
  std::string percent;           // as printed or worked out; empty for counts
  std::optional<double> events, n;
  bool approx = false;
  Bound bound = Bound::none;
  bool worked_out = false;  // the percentage comes from "3 in 4" or "half"
  bool counts = false;      // "9 of 12": of people, not a way of speaking
};

struct Numbers {
  std::vector<CountedShare> shares;
  std::vector<double> groups;          // group sizes
  std::vector<double> durations;       // weeks
  std::vector<double> world;           // people in the population: "5 million people worldwide"
  Bound world_bound = Bound::none;     // "over 5 million people worldwide"
  bool world_approx = false;
  std::optional<double> lone_events;   // "150 patients improved" without a group
  std::size_t lone_at = 0;             // its token
  Bound lone_bound = Bound::none;
  std::optional<double> worked_out_group;  // "24 (60%)": of 40
  std::optional<std::size_t> another;  // a further number beside a result: "and 2 died"
  std::string trouble;                 // why the numbers cannot be read; empty if they can
  std::string hint;
};

/// "nearly", "about", "more than", "up to" before a number.
bool approximate_before(const TokenView& view, std::size_t i);

/// "more than 90%", "at least 30 of", "90% or more": which way the number is meant.
Bound bound_of(const TokenView& view, std::size_t from, std::size_t to);

/// Takes the numbers that count no people. Gives: the durations among them in weeks; −1 for a range.
std::vector<double> take_asides(TokenView& view);

Numbers numbers_of(const std::vector<Token>& tokens);

/// Weeks in a unit of time; 0 if the word is none.
double weeks_in(std::string_view unit);
/// A unit, or a thing that is counted but is no person: "mg", "cells", "trials".
bool is_unit(std::string_view word);
bool is_people(std::string_view word);
bool is_benefit(std::string_view word);
bool is_harm(std::string_view word);

}  // namespace steelyard::sentence
