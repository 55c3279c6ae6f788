// Whether a paraphrase is in words of its own, and overrides of what is suggested.
#include "read/snapshot.h"

#include <string>

#include "steelyard/base/file.h"
#include "support/catch.h"
#include "support/review_folder.h"

using namespace steelyard;

namespace {

constexpr const char* page =
    "<html><script>var a = 'one trial with many people said';</script><p>In <b>one trial</b> of 200 "
    "participants, 75% of the patients&nbsp;benefited from our cells.</p></html>";

std::string claim_with(const std::string& keys) {
  return review_folder::head +
         "[[claim]]\nid = \"B10\"\nclaimant = \"Clinic\"\nclaimant_type = \"clinic\"\n"
         "commercial_interest = \"unknown\"\ntype = \"efficacy_vague\"\nasserted_direction = \"benefit\"\n" + keys;
}

std::string told(const std::string& keys, const std::string& file, const std::string& bytes) {
  review_folder::Folder folder;
  folder.file("review.toml", claim_with(keys));
  if (!file.empty()) folder.file(file, bytes);
  return to_text(read_review(folder.path()).notices);
}

const std::string own = "paraphrase = \"Three quarters of the people in a trial are said to do better.\"\n";
const std::string copied = "paraphrase = \"One trial of 200 participants: 75 % of the patients benefited.\"\n";
std::string named(const std::string& bytes) {
  return "snapshot = \"page.html\"\nsnapshot_sha256 = \"" + sha256(bytes) + "\"\n";
}

}  // namespace

TEST_CASE("Words in common are counted in a row, whatever stands between them on the page") {
  CHECK(words_in_common("One trial of 200 participants", page) == 5);
  CHECK(words_in_common("75% OF THE PATIENTS benefited", page) == 5);
  CHECK(words_in_common("one trial with many people said", page) == 2);  // a script is no text
  CHECK(words_in_common("", page) == 0);
  CHECK(words_in_common("we don't know", "We don\xE2\x80\x99t know.") == 3);
  CHECK(words_in_common("a < b and c", "if a < b and c") == 4);
}

TEST_CASE("A paraphrase that copies its page is refused, and no word of the page is told") {
  const std::string text = told(copied + named(page), "page.html", page);
  CHECK(text.find("error: claim B10: paraphrase has 10 words in a row in common with the page, but may have "
                  "at most 8") != std::string::npos);
  CHECK(text.find("participants") == std::string::npos);
  CHECK(text.find("benefited") == std::string::npos);
  CHECK(told(own + "plain = \"The page says that people do better.\"\n" + named(page), "page.html", page).empty());
  CHECK(told(own + "plain = \"One trial of 200 participants, 75% of the patients did well.\"\n" + named(page),
             "page.html", page).find("plain has 9 words") != std::string::npos);
}

TEST_CASE("A snapshot need not be there, but must be the one that was hashed") {
  CHECK(told(own + named(page), "", "").find("note: claim B10: the snapshot page.html is not in the folder") !=
        std::string::npos);
  CHECK(told(own + named("another"), "page.html", page).find("snapshot_sha256 is not that of the file page.html") !=
        std::string::npos);
  CHECK(told(own + "snapshot = \"page.html\"\n", "page.html", page).find("add snapshot_sha256 = \"" + sha256(page)) !=
        std::string::npos);
  CHECK(told(own + "snapshot = \"../page.html\"\n", "", "").find("must be the name of a file in the folder") !=
        std::string::npos);
  CHECK(told(own + named("\xFF\xFE"), "page.html", "\xFF\xFE").find("is no text") != std::string::npos);
}
