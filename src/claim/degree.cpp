// Degrees of a result that share one word: complete and partial, ACR20 and ACR50.
#include "claim/degree.h"

#include <algorithm>
#include <string>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Token;

// Which of the two a text names; "complete or partial" names both.
struct Degrees {
  bool complete = false, partial = false;
};

bool says_complete(std::string_view word) {
  return is_one_of(word, {"complete", "completely", "full", "fully", "total", "totally"});
}
bool says_partial(std::string_view word) {
  return is_one_of(word, {"partial", "partially", "partly", "incomplete"});
}

bool is_response(std::string_view word) {
  return is_one_of(word, {"remission", "remissions", "remitted", "response", "responses", "responder", "responders",
                          "responded", "respond", "recovered", "recovery", "recover", "improved", "improvement"});
}

// Between a degree and its result: "complete renal remission", "complete or partial", "full and lasting".
bool may_stand_between(const Token& token) {
  if (token.kind == Kind::mark) return is_one_of(token.text, {"-", "/", ","});
  return says_complete(token.text) || says_partial(token.text) ||
         is_one_of(token.text, {"or",       "and",       "renal",     "kidney",      "clinical",    "lupus",
                                "disease",  "skin",      "tumour",    "tumor",       "metabolic",   "molecular",
                                "pathologic", "pathological", "histological", "endoscopic", "lasting", "sustained",
                                "durable",  "steroid",   "free",      "radiological", "immunological", "cytogenetic",
                                "haematological", "hematological", "treatment", "deep", "stable", "better"});
}

void add_degree(Degrees& degrees, const std::vector<Token>& tokens, std::size_t i) {
  // "Near-complete" falls short of it.
  const std::size_t last = i > 0 && tokens[i - 1].text == "-" ? i - 1 : i;
  const bool short_of = last > 0 && is_one_of(sentence::word_at(tokens, last - 1), {"near", "nearly", "almost"});
  if (says_complete(tokens[i].text)) (short_of ? degrees.partial : degrees.complete) = true;
  if (!says_partial(tokens[i].text)) return;
  degrees.partial = true;
  // "At least a partial response", "partial or better": the complete ones are counted too.
  for (std::size_t back = 1; back <= 3 && back <= i; ++back)
    if (sentence::word_at(tokens, i - back) == "least") degrees.complete = true;
  for (std::size_t next = i + 1; next <= i + 3; ++next)
    if (sentence::word_at(tokens, next) == "or" &&
        is_one_of(sentence::word_at(tokens, next + 1), {"better", "more"}))
      degrees.complete = true;
}

// Of a sentence: "complete" beside a result, not a complete follow-up.
Degrees degrees_beside_result(const std::vector<Token>& tokens) {
  Degrees degrees;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::word || !is_response(tokens[i].text)) continue;
    for (std::size_t at = i; at > 0 && may_stand_between(tokens[at - 1]);) add_degree(degrees, tokens, --at);
    std::size_t at = i + 1;
    while (at < tokens.size() &&
           (is_one_of(sentence::word_at(tokens, at), {"was", "were", "is", "are", "that", "which", "only", "at",
                                                      "least", "in", "rate", "rates"}) ||
            (tokens[at].kind == Kind::mark && is_one_of(tokens[at].text, {"(", ":"}))))
      ++at;
    const bool noun = !tokens[i].text.ends_with("ed");  // "responded in full"; not "improved, full stop"
    const bool ends = at + 1 >= tokens.size() || tokens[at + 1].kind != Kind::word ||
                      is_one_of(tokens[at + 1].text, {"in", "or", "and", "for", "at", "after", "within"});
    if (at < tokens.size() && tokens[at].kind == Kind::word && (!noun || ends))
      for (; at < tokens.size() && may_stand_between(tokens[at]); ++at) add_degree(degrees, tokens, at);
  }
  return degrees;
}

// Of a name: wherever it stands.
Degrees degrees_named(const std::vector<Token>& tokens) {
  Degrees degrees;
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (tokens[i].kind == Kind::word) add_degree(degrees, tokens, i);
  return degrees;
}

bool names_any(const std::vector<Token>& tokens) {
  return std::ranges::any_of(tokens, [](const Token& token) {
    return token.kind == Kind::word && is_one_of(token.text, {"overall", "objective", "any"});
  });
}

// "acr50", "acr 50", "pasi-75": the name and its threshold.
std::vector<std::string> thresholds(const std::vector<Token>& tokens, std::string_view name) {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind != Kind::word || !token.text.starts_with(name)) continue;
    if (token.text.size() > name.size()) {
      const std::string rest = token.text.substr(name.size());
      if (parse_number(rest)) found.push_back(rest);
      continue;
    }
    std::size_t next = i + 1;
    if (next < tokens.size() && tokens[next].text == "-") ++next;
    if (next < tokens.size() && tokens[next].kind == Kind::number) found.push_back(tokens[next].text);
  }
  return found;
}

}  // namespace

bool other_degree(std::string_view counted, std::string_view sentence, const std::vector<Token>& outcome) {
  const std::vector<Token> said = sentence::tokens_of(counted);
  Degrees claimed = degrees_named(said);
  if (!claimed.complete && !claimed.partial) claimed = degrees_beside_result(sentence::tokens_of(sentence));
  const Degrees judged = degrees_named(outcome);
  if (claimed.partial && !claimed.complete && judged.complete) return true;
  if (claimed.complete && !claimed.partial && (judged.partial || names_any(outcome))) return true;
  if (claimed.complete && claimed.partial && judged.complete != judged.partial) return true;
  for (const std::string_view name : {"acr", "pasi", "easi", "sri"}) {
    const auto cut_off = thresholds(said, name), judged_by = thresholds(outcome, name);
    if (cut_off.empty()) continue;
    const bool named = std::ranges::any_of(outcome, [&](const Token& token) { return token.text.starts_with(name); });
    if (!named) return true;  // ACR50 beside a remission of the kidneys
    if (judged_by.empty()) continue;
    if (std::ranges::find_first_of(cut_off, judged_by) == cut_off.end()) return true;
  }
  return false;
}

}  // namespace steelyard
