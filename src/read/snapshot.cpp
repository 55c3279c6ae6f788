// Whether a claim is put in words of its own, where the stored copy of its page is at hand.
#include "snapshot.h"

#include <algorithm>
#include <map>
#include <vector>

#include "steelyard/base/characters.h"
#include "steelyard/base/text.h"

namespace steelyard {

namespace {

constexpr int most_words_in_a_row = 8;  // specification, section 2.1

// The end of an element whose content is no text of the page; its start if it is another.
std::size_t after_hidden(std::string_view page, std::size_t at) {
  for (const std::string_view name : {"script", "style"}) {
    if (lower_case(page.substr(at + 1, name.size())) != name) continue;
    const std::string end = "</" + std::string(name);
    for (std::size_t i = at; i < page.size(); ++i)
      if (page[i] == '<' && lower_case(page.substr(i, end.size())) == end) return i;
    return page.size();
  }
  return at;
}

// Tags become blanks: "<b>75%</b> improved" is two words.
std::string without_tags(std::string_view page) {
  std::string text;
  for (std::size_t i = 0; i < page.size(); ++i) {
    const char next = i + 1 < page.size() ? page[i + 1] : ' ';
    const bool tag = page[i] == '<' && (next == '/' || next == '!' || (next >= 'a' && next <= 'z') ||
                                        (next >= 'A' && next <= 'Z'));
    if (!tag) {
      text += page[i];
      continue;
    }
    i = std::min(page.find('>', after_hidden(page, i)), page.size());
    text += ' ';
  }
  return text;
}

// Character references that stand between or inside words of ordinary pages.
std::string with_characters(std::string text) {
  const std::pair<std::string_view, std::string_view> known[] = {
      {"&nbsp;", " "},   {"&#160;", " "},   {"&amp;", "&"},    {"&#38;", "&"},
      {"&rsquo;", "'"},  {"&#8217;", "'"},  {"&#39;", "'"},    {"&apos;", "'"},
      {"&quot;", " "},   {"&ldquo;", " "},  {"&rdquo;", " "},  {"&ndash;", " "},
      {"&mdash;", " "},  {"&hellip;", " "}, {"\xC2\xA0", " "}, {"\xE2\x80\x99", "'"},
      {"\xE2\x80\x93", " "}, {"\xE2\x80\x94", " "}, {"\xE2\x80\x9C", " "}, {"\xE2\x80\x9D", " "},
      {"\xE2\x80\xA6", " "}};
  for (const auto& [from, to] : known)
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lower_case(text) + " ") {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else if (c != '\'' && !word.empty()) {  // "don't" is one word, whatever mark it has
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

}  // namespace

int words_in_common(std::string_view text, std::string_view page) {
  const std::vector<std::string> own = words_of(with_characters(std::string(text)));
  const std::vector<std::string> other = words_of(with_characters(without_tags(page)));
  std::map<std::string_view, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < own.size(); ++i) places[own[i]].push_back(i);
  // run[i]: words in a row that end with word i of the text and the present word of the page.
  std::vector<int> run(own.size() + 1), next;
  int longest = 0;
  for (const std::string& word : other) {
    next.assign(own.size() + 1, 0);
    if (const auto found = places.find(word); found != places.end())
      for (const std::size_t i : found->second) {
        next[i + 1] = run[i] + 1;
        longest = std::max(longest, next[i + 1]);
      }
    run.swap(next);
  }
  return longest;
}

Notices check_snapshot(const Claim& claim, std::string_view bytes, const std::string& hash) {
  Notices notices;
  const auto tell = [&](Severity severity, const std::string& text, const std::string& hint) {
    notices.push_back({severity, claim.where, "claim " + claim.id + ": " + text, "", 0, hint});
  };
  if (claim.snapshot_sha256.empty())
    tell(Severity::warning, "there is a snapshot, but no snapshot_sha256",
         "add snapshot_sha256 = \"" + hash + "\"");
  else if (claim.snapshot_sha256 != hash)
    tell(Severity::error, "snapshot_sha256 is not that of the file " + claim.snapshot,
         "was the page saved again, or is it another page? The file has " + hash);
  if (invalid_utf8(bytes)) {
    tell(Severity::note, "the snapshot " + claim.snapshot + " is no text, so that no words are compared",
         "save the page as text or HTML");
    return notices;
  }
  const std::pair<const char*, const std::string*> texts[] = {{"paraphrase", &claim.paraphrase},
                                                              {"plain", &claim.plain}};
  for (const auto& [key, text] : texts) {
    const int common = words_in_common(*text, bytes);
    if (common <= most_words_in_a_row) continue;
    tell(Severity::error,
         std::string(key) + " has " + std::to_string(common) +
             " words in a row in common with the page, but may have at most " +
             std::to_string(most_words_in_a_row),
         "say it in your own words");
  }
  return notices;
}

}  // namespace steelyard
