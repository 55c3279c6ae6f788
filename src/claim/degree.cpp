// Degrees of a result that share one word: complete and partial, ACR20 and ACR50.
#include "claim/degree.h"

#include <algorithm>
#include <string>

#include "steelyard/base/text.h"

namespace steelyard {

namespace {

using sentence::Kind;
using sentence::Token;

bool names_degree(const std::vector<Token>& tokens, std::string_view word) {
  return std::ranges::any_of(tokens, [&](const Token& token) {
    return token.kind == Kind::word && token.text == word;
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

bool other_degree(std::string_view counted, const std::vector<Token>& outcome) {
  const std::vector<Token> said = sentence::tokens_of(counted);
  const bool partial = names_degree(said, "partial") || names_degree(said, "partially");
  if (partial && names_degree(outcome, "complete") && !names_degree(outcome, "partial")) return true;
  if (!partial && names_degree(said, "complete") && names_degree(outcome, "partial")) return true;
  for (const std::string_view name : {"acr", "pasi", "easi", "sri"}) {
    const auto claimed = thresholds(said, name), judged = thresholds(outcome, name);
    if (claimed.empty() || judged.empty()) continue;
    if (std::ranges::find_first_of(claimed, judged) == claimed.end()) return true;
  }
  return false;
}

}  // namespace steelyard
