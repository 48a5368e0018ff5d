/** The passwords that are tried first by whoever guesses, of those long enough to be allowed at all. */
const commonest = new Set(
  `password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword p@ssword1 pa55word 12345678 123456789
   1234567890 12345678910 0123456789 0987654321 87654321 987654321 11111111 111111111 1111111111 00000000 000000000
   0000000000 12121212 123123123 123321123 12341234 112233445566 11223344 88888888 99999999 66666666 55555555 77777777
   qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwertyqwerty qwer1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc
   q1w2e3r4 q1w2e3r4t5 zaq12wsx asdfghjk asdfghjkl asdfasdf asdf1234 zxcvbnm1 zxcvbnm123 abcdefgh abcd1234 abc12345
   abc123456 a1b2c3d4 a12345678 aa123456 aa12345678 iloveyou iloveyou1 iloveyou2 ilovegod sunshine sunshine1 princess
   princess1 football football1 baseball baseball1 basketball superman superman1 batman123 pokemon1 starwars trustno1
   welcome1 welcome123 welcome12 letmein1 letmein123 master123 monkey123 dragon123 shadow123 michael1 michelle jennifer
   jessica1 charlie1 computer computer1 internet internet1 samsung1 samsung123 whatever whatever1 freedom1 cheese123
   changeme changeme1 changeme123 admin123 admin1234 administrator adminadmin root1234 test1234 testtest guest123
   default1 secret123 login123 user1234 hello123 hello1234 summer2024 summer2025 summer2026 winter2024 winter2025
   winter2026 spring2026 autumn2026 careconnect careconnect1 careconnect123 doctor123 patient123 hospital hospital1
   corinthians flamengo palmeiras senha123 senha1234 mudar123 brasil123 teamomucho contraseña`.split(/\s+/),
);

export const isCommon = (password: string): boolean => commonest.has(password.trim().toLowerCase());
