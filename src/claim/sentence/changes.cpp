// Numbers that tell how much something changed, by the words and signs around them.
#include "claim/sentence/doubts.h"

namespace steelyard::sentence {

namespace {

bool limits_change(std::string_view word) {
  return is_one_of(word, {"at",   "least", "more",    "less",    "than",   "over", "as",   "much",
                          "many", "up",    "minimum", "maximum", "excess", "most", "well", "even",
                          "just", "only",  "under",   "above",   "fully",  "total"});
}

bool moves_number(std::string_view word) {
  return is_one_of(
      word, {"fell",      "fall",      "falls",    "fallen",  "dropped",   "drops",     "drop",
             "rose",      "rises",     "rise",     "risen",   "climbed",   "climbs",    "climb",
             "grew",      "grows",     "jumped",   "jumps",   "declined",  "declines",  "decline",
             "sank",      "sinks",     "plunged",  "plunges", "slashed",   "decreased", "decreases",
             "increased", "increases", "shrank",   "shrinks", "soared",    "soars",     "surged",
             "surges",    "improved",  "improves", "improve", "down",      "cut",       "cuts",
             "reduced",   "reduces",   "lowered",  "lowers",  "plummeted", "tumbled",   "slumped"});
}

// "A drop in deaths of": where it begins.
std::optional<std::size_t> change_in(const TokenView& view, std::size_t of) {
  constexpr std::size_t reach = 7;
  for (std::size_t back = 2; back <= reach && back <= of; ++back)
    if (is_one_of(view.word(of - back),
                  {"drop", "fall", "reduction", "decrease", "decline", "rise", "increase", "cut",
                   "jump", "gain", "improvement", "change"}) &&
        is_one_of(view.word(of - back + 1), {"in", "of", "for"}))
      return of - back;
  return std::nullopt;
}

}  // namespace

bool softens(std::string_view word) {
  return is_one_of(
      word, {"about",      "roughly",    "around",      "approximately", "nearly",  "almost",
             "some",       "a",          "an",          "whopping",      "full",    "massive",
             "staggering", "impressive", "whole",       "mere",          "huge",    "stunning",
             "remarkable", "dramatic",   "astonishing", "incredible",    "amazing", "good",
             "circa",      "startling",  "spectacular", "solid",         "close",   "estimated"});
}

std::optional<std::size_t> change_at(const std::vector<Token>& tokens, std::size_t i) {
  const TokenView view(tokens);
  const std::string_view next = view.word(i + 1);
  const bool of_people = is_one_of(next, {"of", "the"});
  if (is_one_of(next, {"smaller", "larger", "bigger", "rarer"})) return i;
  if (is_one_of(next, {"down", "up"}) && !is_one_of(view.word(i + 2), {"to", "until"})) return i;
  if (is_one_of(next,
                {"cut", "jump", "dip", "slump", "surge", "boost", "plunge", "uplift", "hike"}) &&
      is_one_of(view.word(i + 2), {"in", "of", "to"}))
    return i;
  if (i == 0) return std::nullopt;
  const bool sign = tokens[i].kind == Kind::percent && tokens[i].adjoins &&
                    !tokens[i - 1].adjoins && (view.mark(i - 1, "+") || view.mark(i - 1, "-"));
  if (sign && i >= 2) return i - 1;
  constexpr std::size_t reach = 7;
  for (std::size_t back = 1; back <= reach && back <= i; ++back) {
    const std::size_t at = i - back;
    const std::string_view before = view.word(at), earlier = at > 0 ? view.word(at - 1) : "";
    if (view.mark(at, "~") || view.mark(at, ">") || view.mark(at, "<")) continue;
    const bool up = before == "up" && view.word(at + 1) != "to" &&
                    !is_one_of(earlier, {"followed", "follow", "ended", "end", "made"});
    if (before == "by" || up || moves_number(before))
      return of_people ? std::nullopt : std::optional(at);
    const bool limit = before == "to" || (before == "in" && view.word(at + 1) == "excess");
    if (is_one_of(before, {"minus", "plus"}) && earlier != "or") return at;
    const bool least =
        before == "of" && is_one_of(earlier, {"minimum", "maximum", "excess", "upwards"});
    if (before == "of" && !least) return change_in(view, at);
    if (!softens(before) && !limits_change(before) && !limit && !least) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace steelyard::sentence
